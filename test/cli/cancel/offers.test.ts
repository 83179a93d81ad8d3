import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { AuditResult } from "../../../cli/audit/audit";
import type { Recorded } from "../../../cli/audit/state";
import { type Facts, factsOf } from "../../../cli/cancel/facts";
import { restartObstacles } from "../../../cli/cancel/restart";
import { type TargetState, whyNotEmptied } from "../../../cli/cancel/target";
import { planText } from "../../../cli/cancel/text";

const urn = (type: string, name: string) => `urn:pulumi:live::dbferry::dbferry:index:${type}::${name}`;
const resource = (type: string, name: string, outputs: Record<string, unknown> = {}) => ({
  urn: urn(type, name),
  type: `dbferry:index:${type}`,
  custom: type !== "Migration",
  outputs,
  id: "made",
  inputs: type === "Migration" ? { name: "shop", phase: "done" } : {},
});
const CUTOVER = resource("Cutover", "shop-cutover", { taskId: "t-1", at: "2026-11-01T10:00:00Z" });
/** The program asked for `done` in the last update, whatever came of it. */
const prepared = [resource("Migration", "shop"), resource("ReplicationTask", "shop-task", { taskId: "t-1" })];
const running = [...prepared, resource("TaskRun", "shop-run", { taskId: "t-1" })];

const facts = (recorded: Recorded, config: Record<string, string> = {}): Facts =>
  factsOf({ project: "dbferry", recorded, text: (key) => config[key] });

const database = { name: "shop", objects: [{ kind: "table", name: "country" }], rows: 3, bytes: 100, sessions: [] };
const target = { options: {}, contents: {}, removals: [{ database, remove: "database" }] } as unknown as TargetState;
const audit = (tasks: number) =>
  ({
    migration: { name: "shop", expires: "2099-01-01T00:00:00Z", source: { databases: ["shop"] } },
    findings: Array.from({ length: tasks }, () => ({
      kind: "task",
      id: "t-1",
      name: "dbferry-shop",
      addresses: [],
      where: "Huawei Cloud cn-north-4",
    })),
    notLookedAt: [],
  }) as unknown as AuditResult;

/** Every situation in which a migration may be cancelled. */
const SITUATIONS: readonly (readonly [what: string, facts: Facts, tasks: number, accepted: boolean])[] = [
  ["nothing was made", facts({ resources: [] }), 0, true],
  ["it is prepared", facts({ resources: prepared }), 1, true],
  ["it replicates", facts({ resources: running }, { phase: "migrate" }), 1, true],
  ["an update to done failed before the cutover", facts({ resources: running }, { phase: "done" }), 1, true],
  ["the task ended by somebody's hand", facts({ resources: running }, { phase: "migrate" }), 0, false],
  ["an earlier cancel ended the task", facts({ resources: running }, { phase: "cancelled" }), 0, true],
  [
    "an earlier cancel would not have emptied it",
    facts({ resources: running }, { phase: "cancelled", cancelled: JSON.stringify({ keep: "the cutover was near" }) }),
    ...([0, false] as const),
  ],
  [
    "an update was killed in the cutover",
    facts({ resources: running, pending_operations: [{ resource: CUTOVER }] }, { phase: "cutover" }),
    ...([1, false] as const),
  ],
  ["it is cut over", facts({ resources: [...running, CUTOVER] }, { phase: "cutover" }), 0, false],
  ["it is done", facts({ resources: [prepared[0]!, CUTOVER] }, { phase: "done" }), 0, false],
  [
    "it is done, and only the record says so",
    facts({ resources: [prepared[0]!, resource("MigrationRecord", "shop-record", { phase: "done" })] }),
    ...([0, false] as const),
  ],
];

describe("what dbferry cancel offers", () => {
  it.each(SITUATIONS)("where %s", (_what, given, tasks, accepted) => {
    const result = audit(tasks);
    const kept = whyNotEmptied(given, result);
    expect(kept === undefined).toBe(accepted);
    // Offered exactly where `dbferry cancel --empty-target` would be accepted, before and after.
    const plan = stripVTControlCharacters(planText("live", given, result, target, undefined));
    expect(plan.includes("--empty-target")).toBe(accepted);
    const after = restartObstacles(audit(0), given, target, new Date(), kept).join("\n");
    expect(after).toContain("shop");
    expect(after.includes("--empty-target")).toBe(accepted);
    if (kept) {
      expect(plan).toContain(kept);
      expect(after).toContain(kept);
    }
  });

  it("does not offer to remove what is not proven to be a copy, whatever the situation", () => {
    const foreign = {
      ...target,
      removals: [{ database, remove: "nothing", why: "in use: app@10.0.0.1" }],
    } as TargetState;
    for (const [, given, tasks] of SITUATIONS) {
      expect(planText("live", given, audit(tasks), foreign, undefined)).not.toContain("--empty-target");
      expect(restartObstacles(audit(0), given, foreign, new Date(), undefined).join()).not.toContain("--empty-target");
    }
  });

  it("does not count as an obstacle what only a person can close: a new attempt has another address", () => {
    const byHand = { where: "the firewall in front of db:3306", reason: "nobody looked", byHand: true as const };
    const other = { where: "cn-north-4", reason: "no rights" };
    const result = { ...audit(0), notLookedAt: [byHand, other] } as AuditResult;
    const told = restartObstacles(result, facts({}), { ...target, removals: [] } as TargetState, new Date(), undefined);
    expect(told).toEqual(["not checked: cn-north-4: no rights"]);
  });

  it("goes by the phase that was reached, not by the last one requested", () => {
    const phaseIn = (given: Facts) =>
      /, (in phase \w+|which has .+)/.exec(planText("live", given, audit(1), target, []))?.[1];
    expect(phaseIn(facts({ resources: running }, { phase: "done" }))).toBe("in phase migrate");
    expect(phaseIn(facts({ resources: prepared }, { phase: "migrate" }))).toBe("in phase prepare");
    expect(phaseIn(facts({ resources: [] }, { phase: "prepare" }))).toBe("which has not reached any phase");
  });
});
