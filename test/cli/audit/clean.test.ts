import { expect, it } from "vitest";
import type { AuditResult } from "../../../cli/audit/audit";
import { clean, whyNot } from "../../../cli/audit/clean";

it("does not remove anything that a task needs after another stack has taken it over", async () => {
  const rule = { cloud: "huaweicloud", region: "cn-north-4", kind: "securityGroupRule", id: "rule-1", where: "sg-1" };
  const task = { ...rule, kind: "task", id: "job-1", where: "task dbferry-shop", stack: "acme/dbferry/second" };
  const result = { findings: [rule], takenOver: [task], tasksUnseen: [], config: {} } as unknown as AuditResult;
  const said: string[] = [];
  const told =
    /the stack acme\/dbferry\/second has taken the task job-1 over, .+nothing of it is touched; needed: .+pulumi stack rm/;
  expect(await whyNot(result)).toEqual([expect.stringMatching(told)]);
  expect(await clean(result, { endLive: true, say: (line) => said.push(line) })).toEqual([expect.stringMatching(told)]);
  expect(said).toEqual([]);
});
