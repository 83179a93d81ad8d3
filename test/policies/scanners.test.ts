import { describe, expect, test } from "vitest";
import { runPack, unknown } from "../../policies/testkit";
import { NOW, resource } from "./cases/case";

const mysql = { engine: "MySQL", engineVersion: "8.0", instanceType: "rds.mysql.t1.small", instanceStorage: 10 };
const fine = {
  ...mysql,
  sslAction: "Open",
  tdeStatus: "Enabled",
  sqlCollectorStatus: "Enabled",
  sqlCollectorConfigValue: 180,
  securityIps: ["10.0.0.9"],
  dbInstanceIpArrayName: "app",
};
const tencent = { instanceName: "shop", memSize: 4000, volumeSize: 200, destroyProtect: "on" };

/**
 * Each situation that checkov 3 or KICS 2 reports on a database instance of these clouds, and the rule that must report
 * it here.
 */
const SITUATIONS: [scanner: string, type: string, inputs: Record<string, unknown>, rule: string][] = [
  ["checkov CKV_ALI_9", "ali.Instance", { ...fine, securityIps: ["0.0.0.0"] }, "NET-01"],
  ["checkov CKV_ALI_9", "ali.Instance", { ...fine, securityIps: ["10.0.0.9", "0.0.0.0/0"] }, "NET-01"],
  ["checkov CKV_ALI_20", "ali.Instance", { ...fine, sslAction: "Close" }, "INS-02"],
  ["checkov CKV_ALI_20", "ali.Instance", { ...fine, sslAction: undefined }, "INS-02"],
  ["checkov CKV_ALI_22", "ali.Instance", { ...fine, tdeStatus: "Disabled" }, "INS-06"],
  ["checkov CKV_ALI_22", "ali.Instance", { ...fine, tdeStatus: undefined }, "INS-06"],
  ["checkov CKV_ALI_22", "ali.Instance", { ...fine, engineVersion: "5.6", tdeStatus: undefined }, "INS-06"],
  [
    "checkov CKV_ALI_22",
    "ali.Instance",
    { ...fine, engine: "SQLServer", engineVersion: "2019_std_ha", tdeStatus: undefined },
    "INS-06",
  ],
  [
    "checkov CKV_ALI_25",
    "ali.Instance",
    { ...fine, sqlCollectorStatus: undefined, sqlCollectorConfigValue: undefined },
    "INS-03",
  ],
  ["checkov CKV_ALI_25", "ali.Instance", { ...fine, sqlCollectorStatus: "Disabled" }, "INS-03"],
  ["checkov CKV_ALI_25", "ali.Instance", { ...fine, sqlCollectorConfigValue: undefined }, "INS-03"],
  ["checkov CKV_ALI_25", "ali.Instance", { ...fine, sqlCollectorConfigValue: 30 }, "INS-03"],
  ["checkov, public CDB", "tc.Mysql", { ...tencent, internetService: 1 }, "NET-10"],
  ["KICS, retention of SQL audit", "ali.Instance", { ...fine, sqlCollectorStatus: undefined }, "INS-03"],
  ["KICS, SSL action", "ali.Instance", { ...fine, sslAction: "Close" }, "INS-02"],
  ["KICS, TDE status", "ali.Instance", { ...fine, engineVersion: "5.7", tdeStatus: "Disabled" }, "INS-06"],
  ["KICS, CDB without a backup policy", "tc.Mysql", tencent, "INS-04"],
  ["KICS, public CDB", "tc.Mysql", { ...tencent, internetService: 1 }, "NET-10"],
];

const said = async (resources: Parameters<typeof runPack>[0], level = "baseline") => {
  const { reports, violations } = await runPack(resources, { now: NOW, config: { dbferry: { level } } });
  return { rules: reports.map(({ policy }) => policy), violations };
};

describe("what other scanners refuse on these clouds' database instances", () => {
  test.each(SITUATIONS)("%s (%#)", async (_scanner, type, inputs, rule) => {
    expect((await said([resource(type, inputs)])).rules).toContain(rule);
    expect((await said([resource(type, inputs)], "strict")).violations).toContain(rule);
  });
  test("what passes there passes here", async () => {
    expect((await said([resource("ali.Instance", fine)], "strict")).rules).toEqual([]);
  });
});

describe("the diff of a safeguard", () => {
  const changeOf = async (rule: string, ...resources: Parameters<typeof runPack>[0]) => {
    const { reports } = await runPack(resources, { now: NOW });
    const found = reports.find(({ policy }) => policy === rule)!.message;
    return found.split("\n").flatMap((line) => /^ {2}diff: {5}(.*)$/.exec(line)?.[1] ?? []);
  };
  const rds = { db: { type: "MySQL", version: "8.0" }, volume: { type: "CLOUDSSD", size: 100 } };

  test("replaces the written value, keeping its type", async () => {
    expect(await changeOf("INS-02", resource("hw.Rds", { ...rds, sslEnable: false }))).toEqual([
      "- sslEnable: false,",
      "+ sslEnable: true,",
    ]);
    expect(await changeOf("INS-03", resource("ali.Instance", { ...fine, sqlCollectorConfigValue: 30 }))).toEqual([
      "- sqlCollectorConfigValue: 30,",
      "+ sqlCollectorConfigValue: 180,",
    ]);
  });
  test("leaves the neighbours of a nested value", async () => {
    const backupStrategy = { startTime: "01:00-02:00", period: "1,4", keepDays: 0 };
    const change = ["  backupStrategy: {", "-   keepDays: 0,", "+   keepDays: 7,", "  },"];
    expect(await changeOf("INS-04", resource("hw.Rds", { ...rds, backupStrategy }))).toEqual(change);
    const later = { ...backupStrategy, startTime: unknown.string };
    expect(await changeOf("INS-04", resource("hw.Rds", { ...rds, backupStrategy: later }))).toEqual(change);
  });
  test("adds the resource if the vendor has one for it", async () => {
    expect(await changeOf("INS-02", resource("tc.Mysql", tencent, { name: "source" }))).toEqual([
      '+ new tencentcloud.MysqlSsl("source-tls", { instanceId: source.id, status: "ON" });',
    ]);
  });
  test("says what cannot be undone, and proposes nothing that would replace the database", async () => {
    const [line] = await changeOf("INS-06", resource("ali.Instance", { ...fine, tdeStatus: undefined }));
    expect(line).toBe('+ tdeStatus: "Enabled",  // it cannot be turned off again, and restarts the instance');
    expect(await changeOf("INS-06", resource("hw.Rds", rds))).toEqual([]);
  });
});

test("how long is enough is a setting", async () => {
  const short = resource("ali.Instance", { ...fine, sqlCollectorConfigValue: 30 });
  const { reports } = await runPack([short], { now: NOW, config: { dbferry: { auditDays: 30 } } });
  expect(reports).toEqual([]);
});
