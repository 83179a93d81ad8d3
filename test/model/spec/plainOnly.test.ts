import { describe, expect, it } from "vitest";
import { readMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const PLAIN = { reason: "accepted", owner: "dba@example.com", expires: "2026-12-01T00:00:00Z" };
const OWN = { place: "onprem", host: "198.51.100.20", databases: ["shop"], admin: { user: "dba" } };
const RDS = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-bp1x", admin: { user: "root" } };

const problems = (source: object, task: object, phase: "prepare" | "done" = "prepare") =>
  readMigration(
    smallestMigration((input) => Object.assign(input, { engine: "alibaba-dts", source, target: RDS, task })),
    phase,
    NOW,
  ).problems;

describe("a source that the service reaches without encryption", () => {
  it.each([{}, { ca: "source-ca.pem" }])("needs an exemption, also with a CA (%j)", (own) => {
    expect(problems({ ...OWN, ...own }, {})).toMatchObject([
      {
        path: "task.plainSource",
        seen: "nothing",
        needed: expect.stringContaining("Alibaba DTS offers no encrypted connection"),
        fix: expect.stringContaining("{ reason, owner, expires }"),
      },
    ]);
  });

  it("is accepted with one, and can be torn down without", () => {
    expect(problems(OWN, { plainSource: PLAIN })).toEqual([]);
    expect(problems({ ...OWN, ca: "source-ca.pem" }, { plainSource: PLAIN })).toEqual([]);
    expect(problems(OWN, {}, "done")).toEqual([]);
  });
});
