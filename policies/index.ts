import { PolicyPack } from "@pulumi/policy";
import { PACK, packArgs } from "./pack";

new PolicyPack(PACK, packArgs());
