import { flushCompileCache } from "node:module";
import { PolicyPack } from "@pulumi/policy";
import { PACK } from "./names";
import { packArgs } from "./pack";

new PolicyPack(PACK, packArgs());
// The engine ends a pack by a signal, and Node writes what it compiled at an orderly end only: where it is to be kept, it is written before.
setTimeout(flushCompileCache, 1000).unref();
