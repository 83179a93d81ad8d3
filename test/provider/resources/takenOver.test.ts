import { describe, expect, it } from "vitest";
import { markFor } from "../../../model/expiry";
import type { Values } from "../../../plugin/values";
import { runOf, type Stage, stage, TASK } from "../support/fake";
import { MARK } from "../support/fakeClouds";

const OTHER = markFor("shop", new Date("2030-01-01T00:00:00Z"), {
  organization: "acme",
  project: "dbferry",
  stack: "second",
  id: "000000000002",
});
const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: "adm-Pa55-canary" };

/** The stack's own task, whose mark names another stack by now. */
function adopted(state: "configuring" | "incremental" = "incremental"): Stage {
  const s = stage({ stateId: "4f1c0d9be2a7", endLiveTasks: true });
  s.driver.put(state, { id: "job-1", description: OTHER, started: state === "incremental" });
  return s;
}

const REFUSED =
  /job-1.* no longer this stack's: by its mark the stack acme\/dbferry\/second has taken it over .+not touched; needed: .+pulumi stack rm/s;
const changes = (s: Stage) => s.driver.calls.filter((call) => !/^(describe|find)/.test(call));

describe("a task that another stack has taken over", () => {
  const task = { ...TASK, description: MARK };
  const record: Values = { migration: "shop", phase: "migrate", engine: "drs", taskId: "job-1", whenLive: "end" };
  const account: Values = {
    connect: CONNECT,
    user: "df_shop",
    hosts: ["203.0.113.10"],
    role: "source",
    engine: "drs",
    task: { id: "job-1", whenLive: "end" },
  };

  it.each<[what: string, use: (s: Stage) => Promise<unknown>]>([
    ["is not ended with the run", (s) => s.remove("TaskRun", "job-1", runOf("job-1"))],
    ["is not ended and released", (s) => s.remove("ReplicationTask", "job-1", task)],
    ["is not ended for its account", (s) => s.remove("MysqlAccount", "df_shop", account)],
    ["keeps that stack's mark", (s) => s.update("ReplicationTask", "job-1", task, { drift: ["its mark"] }, task)],
    ["keeps a destroy from beginning", (s) => s.remove("MigrationRecord", "shop", record)],
    [
      "keeps a cancellation from beginning",
      (s) => s.update("MigrationRecord", "shop", record, { phase: "migrate" }, { ...record, phase: "cancelled" }),
    ],
    [
      "is not ended by a cutover",
      (s) => s.create("Cutover", { engine: "drs", source: CONNECT, target: CONNECT, task: "dbferry-shop" }),
    ],
  ])("%s", async (_what, use) => {
    const s = adopted();
    await expect(use(s)).rejects.toThrow(REFUSED);
    expect(changes(s)).toEqual([]);
  });

  it("leads to the id in its mark only if that mark has this stack's name", async () => {
    const refused = async (stack: string) => {
      const s = adopted();
      const owner = { organization: "acme", project: "dbferry", stack, id: "000000000002" };
      const description = markFor("shop", new Date("2030-01-01T00:00:00Z"), owner);
      s.driver.put("incremental", { id: "job-1", description, started: true });
      return s.remove("ReplicationTask", "job-1", task).catch(String);
    };
    expect(await refused("test")).toMatch(/pulumi config set dbferry:stateId 000000000002-[0-9a-f]{6}$/m);
    expect(await refused("second")).not.toContain("dbferry:stateId");
  });

  it("belongs to this stack if it has its mark, or none", async () => {
    for (const description of [MARK, "opened by Li"]) {
      const s = adopted("configuring");
      s.driver.put("configuring", { id: "job-1", description });
      await s.remove("ReplicationTask", "job-1", task);
      expect(changes(s)).not.toEqual([]);
    }
  });
});
