import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lookAhead } from "../../../components/migration/ahead";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const VPN = {
  deviceAddress: "198.51.100.1",
  deviceSubnets: ["10.1.0.0/24"],
  cloudSubnets: ["192.168.10.0/24"],
  availabilityZones: ["cn-north-4a"],
};
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

/** What it asks about the VPN of a migration that has reached a phase. */
async function asked(phase: Phase, reached: Phase): Promise<object[]> {
  let vpns: object[] = [];
  const outputs = {
    "urn:pulumi:test::app::dbferry:index:Migration::shop": { type: "dbferry:index:Migration", outputs: {} },
    "urn:pulumi:test::app::dbferry:index:MigrationRecord::shop-record": {
      type: "dbferry:index:MigrationRecord",
      outputs: { phase: reached },
    },
  };
  await pulumi.runtime.setMocks(
    {
      call: ({ token, inputs }) => {
        if (token.includes("readStackResourceOutputs")) return { outputs };
        vpns = inputs["vpns"];
        return { problems: [], notLookedAt: [] };
      },
      newResource: ({ inputs }) => ({ id: "", state: inputs }),
    },
    "dbferry",
    "test",
    false,
  );
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
      Object.assign(spec, { engine: "drs", path: "vpn", vpn: VPN });
    }),
    phase,
    NOW,
  );
  await lookAhead({ migration, phase, passwords: { source: "one", target: "two" }, moved: [] }, undefined);
  return vpns;
}

describe("of a VPN, which cannot change while the task moves data, an update asks", () => {
  it.each<[Phase, Phase, boolean[]]>([
    ["prepare", "prepare", [false]],
    ["migrate", "prepare", [false]],
    // The task is started by this very update.
    ["cutover", "prepare", [false]],
    ["migrate", "migrate", [true]],
    ["cutover", "migrate", []],
    ["cutover", "cutover", []],
  ])("in %s after %s: %j", async (phase, reached, moved) => {
    expect((await asked(phase, reached)).map((one) => (one as { moved: boolean }).moved)).toEqual(moved);
  });
});

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

describe("an address that a person reads from the task", () => {
  const TASK = "dbferry:index:ReplicationTask";
  async function ahead(phase: Phase, state: object, more: object = {}): Promise<string> {
    vi.spyOn(pulumi.runtime, "invoke").mockImplementation(async (token) =>
      token === "pulumi:pulumi:readStackResourceOutputs" ? { outputs: state } : ANSWERS[token],
    );
    const { migration } = parseMigration(
      smallestMigration((spec) => {
        spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
        Object.assign(spec, {
          engine: "tencent-dts",
          path: "vpn",
          tencentDts: { addresses: ["10.20.10.77"] },
          ...more,
        });
        spec.vpn = {
          ...{ deviceAddress: "198.51.100.1", deviceSubnets: ["10.1.0.0/24"] },
          ...{ cloudSubnets: ["10.20.10.0/24"], routeTableId: "rtb-1" },
        };
        const at = { region: "ap-guangzhou", instanceId: "cdb-1", vpcId: "vpc-1", subnetId: "subnet-1" };
        spec.target = {
          ...{ place: "tencentcloud-mysql", ...at, securityGroupId: "sg-1", privateIp: "10.20.10.5" },
          admin: { user: "root" },
        };
      }),
      phase,
      NOW,
    );
    const asked = { migration, phase, passwords: { source: "one", target: "two" }, moved: [] };
    return lookAhead(asked, undefined).then(
      () => "",
      (error: Error) => error.message,
    );
  }
  const state = (condition: string) => ({
    [`urn:pulumi:test::dbferry::${TASK}::shop-task`]: { type: TASK, outputs: { taskId: "dts-1", condition } },
  });

  it.each([
    ["no task", {}],
    ["a lost task", state("lost")],
  ])("is refused where the stack has %s, with the way to read it", async (_, none) => {
    expect(await ahead("prepare", none)).toMatch(
      /tencentDts\.addresses: 10\.20\.10\.77, and this stack has no task yet.*leave tencentDts\.addresses out/s,
    );
  });

  it.each<[Phase, object, object?]>([
    ["prepare", state("ready")],
    ["migrate", state("over")],
    ["cutover", {}],
    ["prepare", {}, { adopt: { task: "dts-9" } }],
  ])("is taken in the phase %s with the state %j", async (phase, there, more) => {
    expect(await ahead(phase, there, more)).toBe("");
  });
});
