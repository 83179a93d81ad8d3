import { z } from "zod";
import { named } from "../../../model/named";
import { cloud, engine, side } from "../../../model/spec/choices";
import { connectShape, profile, tables } from "../../resources/shared";

const text = z.string().min(1);
const at = { cloud, region: text, account: text.optional() };

const login = named(
  "SideLogin",
  "How this machine logs in to one side's server.",
  z.strictObject({
    side: side.describe("side that the server is on"),
    explicit: z
      .boolean()
      .default(false)
      .describe("the migration names this address (`connect`): something must be listening there"),
    ...connectShape,
  }),
);

/** Other fields of an instance, a quota or a connection are validated by its cloud. */
export const inputs = z.strictObject({
  migration: text.describe("name of the migration"),
  engine: engine.describe("service that moves the data"),
  starting: z
    .boolean()
    .default(false)
    .describe("whether the migration creates its first resources; transient states are then waited for"),
  removing: z
    .boolean()
    .default(false)
    .describe("whether everything is about to be removed: then it only matters that the clouds answer"),
  preview: z
    .boolean()
    .default(false)
    .describe("whether to skip a cloud without credentials instead of reporting a problem"),
  databases: z
    .union([z.literal("all"), z.array(text)])
    .default("all")
    .describe("databases to migrate"),
  tables,
  profile,
  exemptions: z.array(text).default([]).describe("ids of the checks that are accepted even though they fail"),
  instances: z
    .array(z.looseObject({ side, ...at, instanceId: text }))
    .describe("side, cloud, region and instanceId of each instance, and what the migration's settings say about it"),
  quotas: z
    .array(
      z.looseObject({
        kind: z.enum(["eip", "task", "securityGroupRule"]),
        ...at,
        name: text.optional(),
        instanceId: text.optional(),
        counted: z.boolean().default(true),
        count: z.number().int().min(1).default(1),
        made: z.boolean().default(false),
      }),
    )
    .default([])
    .describe(
      "what the migration creates and the vendors limit: kind, cloud, region, how many, whether the service has to say how many more, and whether it is made already",
    ),
  vpns: z
    .array(z.looseObject(at))
    .default([])
    .describe("VPNs that the migration makes: cloud, region, and what its settings say about them"),
  adopted: z
    .array(z.looseObject({ key: text, id: text, kind: text, ...at }))
    .default([])
    .describe(
      "what the migration is to take over: its key in `adopt`, id, kind, cloud, region, and what identifies ours",
    ),
  connections: z
    .array(z.looseObject({ ...at }))
    .default([])
    .describe("the networks that the migration connects: cloud, region, both ends, and the id of a peering to use"),
  logins: z
    .array(login)
    .default([])
    .describe("how this machine logs in to the servers that it can reach before anything is created"),
});
export type LookAheadInputs = z.output<typeof inputs>;
