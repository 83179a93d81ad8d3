import * as pulumi from "@pulumi/pulumi";
import { markFor, tagsFor } from "../model/expiry";
import { accountName, allowlistGroup, eipName, endpointPrefix, taskName } from "../model/names";
import { type Phase, planOf } from "../model/phase";
import type { Migration as MigrationSpec } from "../model/spec";
