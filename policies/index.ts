import { flushCompileCache } from "node:module";
import { PolicyPack } from "@pulumi/policy";
import { PACK } from "./names";
import { packArgs } from "./pack";

new PolicyPack(PACK, packArgs());
// The engine stops a pack with a signal, but Node writes its compile cache only on a normal exit, so flush it early.
setTimeout(flushCompileCache, 1000).unref();
