import { PolicyPack } from "@pulumi/policy";
import { PACK } from "./names";
import { packArgs } from "./pack";

new PolicyPack(PACK, packArgs());
