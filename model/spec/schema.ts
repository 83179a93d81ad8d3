import { z } from "zod";
import { ENGINE_FACTS, ENGINES, type Engine } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { named } from "../named";
import { network } from "../networks/subnets";
import { acceptedWarning } from "./acceptedWarning";
import { checkId, engine, gateId, mode, path } from "./choices";
import { consistencyCheck } from "./consistencyCheck";
import { cidr, instant } from "./fields";
import { sourceSchema, targetSchema } from "./places";
import { vpn } from "./vpn";

/**
 * Letters, digits and hyphens: the name becomes part of names in three clouds, of a DNS label and of a MySQL account
 * name.
 */
const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,20}[a-z0-9]$/,
    "3 to 22 characters: lower-case letters, digits and hyphens, starting with a letter",
  )
  .describe("name of the migration: 3 to 22 lower-case letters, digits and hyphens, starting with a letter");

const reason = z
  .string()
  .min(8, "a reason that a reviewer understands, at least 8 characters")
  .describe("why, in terms that a reviewer can understand");
const owner = z.string().min(1, "who answers for it").describe("who is responsible for it");
const until = instant.describe("ISO 8601 instant at which it expires");

const plainSource = named(
  "PlainLeg",
  "Why a connection over the internet may be unencrypted.",
  z.strictObject({ reason, owner, expires: until }),
);

const task = named(
  "MigrationTask",
  "How the task runs.",
  z.strictObject({
    start: z
      .union([z.literal("now"), instant])
      .default("now")
      .describe("`now`, or the instant at which the task starts"),
    after: z
      .array(name)
      .default([])
      .describe(
        "names of the migrations to the same target that come first: the task does not start before they are past their full load, or ended, as the service requires",
      ),
    connectWindowSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(300)
      .describe("how long to retry the connection test, in seconds: openings take a while to become effective"),
    bandwidth: z
      .number()
      .int()
      .min(1)
      .max(300)
      .default(100)
      .describe("bandwidth of the task's public address, in megabits per second"),
    plainSource: plainSource
      .optional()
      .describe("lets the task connect to a source that has no TLS over the internet unencrypted"),
    acceptedWarnings: z
      .array(acceptedWarning)
      .default([])
      .describe(
        "warnings of the service's own precheck that do not prevent the task from starting, each with reason, owner and expiry; Huawei DRS shows its warnings and starts",
      ),
    targetReadOnly: z
      .boolean()
      .optional()
      .describe("whether the target is read-only while the task runs; default: if the engine supports it"),
    consistencyCheck: consistencyCheck
      .default("none")
      .describe(
        "the service's own comparison of both servers, as a gate of the cutover beside dbferry's: `none` (costs nothing and proves nothing), `full`, or a share of " +
          "the rows (`samplePercent`) where the service can",
      ),
  }),
).prefault({});

const gateExemption = named(
  "GateExemption",
  "A cutover gate that is accepted although it is not proven.",
  z.strictObject({
    gate: gateId,
    reason,
    owner,
    expires: until,
  }),
);

const cutover = named(
  "MigrationCutover",
  "How the cutover is proven.",
  z.strictObject({
    quietSeconds: z
      .number()
      .min(1)
      .max(3600)
      .default(30)
      .describe("how long the source's binary log must not grow before writes count as stopped, in seconds"),
    catchUpSeconds: z
      .number()
      .min(0)
      .max(86_400)
      .default(60)
      .describe("how long to wait for the target to catch up, in seconds"),
    ownUsers: z
      .array(z.string().min(1))
      .default([])
      .describe("users whose connections to the source do not belong to the application: monitoring, backup"),
    exemptions: z.array(gateExemption).default([]).describe("gates that are accepted even though they are not proven"),
  }),
).prefault({});

const exemption = named(
  "CheckExemption",
  "A check that is accepted although it fails.",
  z.strictObject({
    check: checkId,
    reason,
    owner,
    expires: until,
  }),
);

type Sections = {
  [E in Engine as (typeof ENGINE_FACTS)[E]["section"]]: z.ZodOptional<(typeof ENGINE_FACTS)[E]["settings"]>;
};
/** Every engine's section; `rules.ts` refuses those of engines other than the chosen one. */
const sections = Object.fromEntries(
  ENGINES.map((engine) => {
    const { section, settings, title } = ENGINE_FACTS[engine];
    return [section, settings.optional().describe(`settings of ${title}; only if it is the engine`)];
  }),
) as unknown as Sections;

/** Ids of resources that are taken over although their mark does not say that this stack created them. */
const adopt = z.strictObject({
  task: z.string().min(1).optional().describe("the vendor's id of the task, one that has not started, with its `eip`"),
  eip: z.string().min(1).optional().describe("the vendor's id of the public address"),
  endpoint: z
    .string()
    .regex(/^[^:\s]+:[^:\s]+$/, "INSTANCE:PREFIX, such as rm-bp1x:dbferry-shop-1a2b3c")
    .optional()
    .describe("the instance and the first label of its public endpoint"),
  sourceRule: z.string().min(1).optional().describe("the vendor's id of the rule that admits the task to the source"),
  targetRule: z
    .string()
    .min(1)
    .optional()
    .describe(
      "the vendor's id of the rule that admits the task to the target; it keeps its description, and the mark in it, until this is left out",
    ),
  allowlist: z.string().min(1).optional().describe("name of the group in the instance's allowlist"),
  account: z.string().min(1).max(32).optional().describe("name of the migration account"),
});

const peering = named(
  "MigrationPeering",
  "The networks that a migration connects, over the path `peering`.",
  z.strictObject({
    sourceNetwork: network.describe(
      "network of the source that the task reaches, as a CIDR block; it holds the source's privateIp",
    ),
    targetNetwork: network.describe(
      "network of the task and the target, to which the source answers, as a CIDR block: that of the target's subnet, which the task is placed in",
    ),
    id: z
      .string()
      .min(1)
      .optional()
      .describe(
        "the vendor's id of a peering between the two VPCs that exists already, which is used and never changed or removed; by default one is created, and removed at the end. The routes are the migration's either way",
      ),
  }),
);

/** One migration, as the user writes it. */
export const migrationSchema = z.strictObject({
  name: name.describe("part of the name of everything that the migration creates; audits search by it"),
  owner: z.string().min(1).describe("who is responsible for it"),
  expires: instant.describe("date by which every temporary opening must be gone; at most 30 days away"),
  engine: engine.describe("service that moves the data"),
  ...sections,
  path: path.default("public").describe("how the task reaches the source"),
  peering: peering
    .optional()
    .describe("the networks on both sides; needed with `path: peering`, and refused with any other"),
  vpn: vpn.optional().describe("the VPN, with `path: vpn`"),
  mode: mode
    .default("full+incremental")
    .describe("`full`, or `full+incremental`: a full load, then every change until the cutover"),
  source: sourceSchema.describe("the server that data is copied from"),
  target: targetSchema.describe("the server that data is copied to"),
  task,
  cutover,
  operator: named(
    "Operator",
    "Who else is admitted to the source while the migration runs.",
    z.strictObject({
      addresses: z
        .array(cidr)
        .min(1)
        .describe(
          "addresses of the machine that runs dbferry, admitted to the source for the duration of the migration; omit if it connects another way",
        ),
    }),
  ).optional(),
  exemptions: z
    .array(exemption)
    .default([])
    .describe("checks that are accepted even though they fail, each with reason, owner and expiry"),
  adopt: adopt
    .optional()
    .describe(
      "ids of resources left by another stack, or by an earlier instance of this one, for this stack to take over",
    ),
  protectLiveTask: z
    .boolean()
    .default(true)
    .describe(
      "a task that moves data is neither ended nor replaced without a proven cutover, not even by `pulumi destroy`; `false` allows it, " +
        "from the update that records it onwards, and what the task has copied so far is then loaded again",
    ),
});

export type Migration = z.output<typeof migrationSchema>;
export type MigrationInput = z.input<typeof migrationSchema>;

/** Settings of an engine, with defaults. */
export function settingsOf<E extends Engine>(
  migration: Migration,
  engine: E,
): z.output<(typeof ENGINE_FACTS)[E]["settings"]> {
  const { section, settings } = ENGINE_FACTS[engine];
  return settings.parse((migration as Record<string, unknown>)[section] ?? {}) as z.output<
    (typeof ENGINE_FACTS)[E]["settings"]
  >;
}

/** The stricter rules of the engine that a migration follows, as an input; empty: the engine's usual ones. */
export function profiled(migration: Migration): { profile?: "hot-migration" } {
  const settings = settingsOf(migration, migration.engine);
  const profile = "profile" in settings ? settings.profile : undefined;
  return profile ? { profile } : {};
}

/** Whether the target is to be read-only while the task runs. */
export function readOnlyTarget({ engine, task }: Migration): boolean {
  return task.targetReadOnly ?? ENGINE_FACTS[engine].readOnlyTarget;
}

/** Settings with which the engine's task runs, as the section of `TaskRun`. */
export function runSection(migration: Migration): Record<string, object> {
  const { section, run }: EngineFacts = ENGINE_FACTS[migration.engine];
  if (!run) return {};
  const settings: Record<string, unknown> = settingsOf(migration, migration.engine);
  return { [section]: Object.fromEntries(Object.keys(run.shape).map((key) => [key, settings[key]])) };
}
