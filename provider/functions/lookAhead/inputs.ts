import { z } from "zod";
import { named } from "../../../model/named";
import { cloud, engine, side } from "../../../model/spec/choices";
import { connectShape } from "../../resources/shared";

const text = z.string().min(1);
const at = { cloud, region: text, account: text.optional() };

const login = named(
  "SideLogin",
  "How this machine logs in to one side's server.",
  z.strictObject({ side: side.describe("side that the server is on"), ...connectShape }),
);

/** Other fields of an instance or a quota are validated by its cloud. */
export const inputs = z.strictObject({
  migration: text.describe("name of the migration"),
  engine: engine.describe("service that moves the data"),
  starting: z.boolean().default(false).describe("the migration makes its first things: what only passes is waited for"),
  preview: z.boolean().default(false).describe("a cloud without credentials is then not asked, instead of a problem"),
  databases: z
    .union([z.literal("all"), z.array(text)])
    .default("all")
    .describe("databases that are migrated"),
  exemptions: z.array(text).default([]).describe("ids of the checks that are accepted although they fail"),
  instances: z
    .array(z.looseObject({ side, ...at, instanceId: text }))
    .describe("side, cloud, region, instanceId of each instance, and what the migration says of it"),
  quotas: z
    .array(z.looseObject({ kind: z.enum(["eip", "task"]), ...at, name: text.optional() }))
    .default([])
    .describe("what the migration makes and the vendors limit: kind, cloud, region"),
  logins: z
    .array(login)
    .default([])
    .describe("how this machine logs in to the servers that it reaches before anything is made"),
});
export type LookAheadInputs = z.output<typeof inputs>;
