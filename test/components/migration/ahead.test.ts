import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lookAhead } from "../../../components/migration/ahead";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const UNREAD = "target.instanceId i: no credentials";
const ANSWERS: Readonly<Record<string, object>> = {
  "dbferry:index:lookAhead": { problems: [], notLookedAt: [UNREAD] },
  "pulumi:pulumi:readStackResourceOutputs": { outputs: {} },
};

beforeEach(async () => {
  vi.spyOn(pulumi.log, "info").mockResolvedValue();
  await pulumi.runtime.setMocks(
    { call: ({ token }) => ANSWERS[token] ?? {}, newResource: ({ inputs }) => ({ id: "", state: inputs }) },
    "dbferry",
    "test",
    true,
  );
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.restoreAllMocks();
});

/** What an update says before its first resource. */
async function said(region: string, phase: Phase): Promise<string> {
  const { migration } = parseMigration(
    smallestMigration((input) => Object.assign(input.target, { region })),
    phase,
    NOW,
  );
  await lookAhead({ migration, phase, passwords: { source: "one", target: "two" }, moved: [] }, undefined);
  return vi.mocked(pulumi.log.info).mock.calls.flat().join("\n");
}

describe("before its first resource, an update", () => {
  it("tells a region that is not on the service's list, with what could not be read", async () => {
    const text = await said("cn-east-5", "prepare");
    expect(text).toMatch(/^not checked before the update: whether Huawei DRS serves cn-east-5: not on its list \(/);
    expect(text).toContain(UNREAD);
  });

  it("says nothing of one that is, nor once the service has a task there", async () => {
    expect(await said("cn-north-4", "prepare")).not.toContain("serves");
    expect(await said("cn-east-5", "cutover")).not.toContain("serves");
  });
});
