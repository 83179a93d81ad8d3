import { describe, expect, it } from "vitest";
import type { Values } from "../../../../plugin/values";
import { InitFailed } from "../../../../provider/core/failure";
import type { PrecheckReport } from "../../../../provider/core/task";
import { bare, runOf, type Stage, stage } from "../../support/fake";

const run = (s: Stage, change = {}) => s.create("TaskRun", runOf("job-1", change));

/** A created task, ready to run. */
function ready(): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  return s;
}

const _ORDER = ["test source", "test target", "configure", "selectObjects", "startPrecheck", "precheckReport", "start"];

const timeout = { ok: false as const, code: "DRS.M01501", text: "Communications link failure: connect timed out" };

describe("a failed connection", () => {
  it("names the missing allowlist entry as the cause if the cloud shows that it is missing, and does not wait", async () => {
    const s = ready();
    s.driver.tests.source = [timeout];
    s.sight.groups = { default: ["127.0.0.1"], office: ["198.51.100.0/24"] };
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /allowlist of rm-1 \(Alibaba RDS\) has no entry for the caller 203\.0\.113\.10.*office: 198\.51\.100\.0\/24[\s\S]*fix: add 203\.0\.113\.10\/32/,
    );
    expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
  });

  it("is retried while an existing entry may not be effective yet", async () => {
    const s = ready();
    s.driver.tests.source = [timeout, timeout, { ok: true }];
    s.sight.groups = { dbferry_shop: ["203.0.113.10"] };
    expect(bare((await run(s, { connectWindowSeconds: 5 })).outputs)["reached"]).toBe("incremental");
  });

  it("names the closed security group of the target", async () => {
    const s = ready();
    s.driver.tests.target = [timeout];
    s.sight.rules = [
      { action: "allow", protocol: "tcp", ports: "22", cidr: "0.0.0.0/0" },
      { action: "allow", protocol: "tcp", ports: "3306", cidr: "10.9.0.0/16" },
    ];
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /security group sg-1 of rds-1 does not let in the task's address 10\.0\.0\.9 on port 3306[\s\S]*ingress, TCP 3306, from 10\.0\.0\.9\/32/,
    );
  });

  it("does not blame a security group that admits the task", async () => {
    const s = ready();
    s.driver.tests.target = [timeout];
    s.sight.rules = [{ action: "allow", protocol: "tcp", ports: "3000-3400", cidr: "10.0.0.0/24" }];
    await expect(run(s)).rejects.toThrow(/although the security group sg-1 lets in 10\.0\.0\.9/);
  });

  it.each([
    [
      "lets the task in",
      [{ action: "allow", protocol: "tcp", ports: "3306", cidr: "0.0.0.0/0" }],
      /fix: let \S+, and no other/,
    ],
    ["could not be read", undefined, /fix: add a rule [\s\S]*; where that lets it in already, let \S+, and no other/],
  ] as const)("names the machine's own firewall where the group of a machine %s", async (_, rules, fix) => {
    const s = ready();
    s.driver.tests.source = [timeout];
    if (rules) s.sight.rules = [...rules];
    const at = { cloud: "huaweicloud", region: "cn-north-4", machineId: "ecs-1", securityGroupId: "sg-1" };
    const source = { ...at, host: "10.0.0.5", port: 3306, user: "df_shop", password: "x" };
    await expect(run(s, { source })).rejects.toThrow(fix);
  });

  it("stops at a wrong password at once: retries would lock the account", async () => {
    const s = ready();
    s.driver.tests.source = [
      {
        ok: false,
        code: "DRS.KE0002",
        text: "The username or password is incorrect. Access denied for user 'df_shop'",
      },
    ];
    await expect(run(s, { connectWindowSeconds: 300 })).rejects.toThrow(
      /refuses user 'df_shop' with this password from 203\.0\.113\.10/,
    );
    expect(s.driver.calls.filter((call) => call === "test source")).toHaveLength(1);
  });

  it("names an unreachable port", async () => {
    const s = ready();
    s.driver.tests.source = [
      { ok: false, code: "DRS.M01501", text: "Communications link failure: Connection refused" },
    ];
    await expect(run(s)).rejects.toThrow(/nothing listens on port 3306/);
  });

  it("reports the problems of both sides together, each with the vendor's own words", async () => {
    const s = ready();
    s.driver.tests.source = [timeout];
    s.driver.tests.target = [{ ok: false, code: "X.1", text: "the flux is inverted" }];
    await expect(run(s)).rejects.toThrow(
      /source shop[\s\S]*connect timed out[\s\S]*target 10\.0\.0\.5:3306[\s\S]*X\.1: the flux is inverted/,
    );
  });

  it.each([
    [
      "drops packets",
      "Communications link failure: connect timed out",
      /no answer to the caller 203\.0\.113\.10: a firewall drops it/,
    ],
    ["refuses them", "Communications link failure: Connection refused", /nothing listens on port 3306/],
  ])(
    "of a source on premises whose firewall %s: says whom to let in, waits, and claims to have looked at nothing",
    async (_, words, cause) => {
      const s = ready();
      s.driver.tests.source = [{ ok: false, code: "DRS.M01501", text: words }];
      const source = { cloud: "onprem", host: "db.example.com", port: 3306, user: "df_shop", password: "x" };
      const attempt = run(s, { source, connectWindowSeconds: 0.05 });
      await expect(attempt).rejects.toThrow(cause);
      await expect(attempt).rejects.toThrow(
        /let 203\.0\.113\.10, and no other address in its place, in to TCP port 3306/,
      );
      expect(s.driver.calls.filter((call) => call === "test source").length).toBeGreaterThan(1);
      expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
    },
  );

  it("is retried for the configured time, and no longer", async () => {
    const s = ready();
    s.driver.tests.source = [{ ok: false, code: "", text: "Unknown host shop.mysql.rds.aliyuncs.com" }];
    await expect(run(s, { connectWindowSeconds: 0.05 })).rejects.toThrow(
      /after \d+ attempts.*[\s\S]*its host name does not resolve/,
    );
    expect(s.driver.calls.filter((call) => call === "test source").length).toBeGreaterThan(1);
  });
});

describe("the vendor's precheck", () => {
  const report = (items: PrecheckReport["items"], passRate = 50): PrecheckReport => ({
    running: false,
    passRate,
    items,
  });

  it("stops at all failed items, with value and fix", async () => {
    const s = ready();
    s.driver.report = report([
      {
        item: "srcBinlogFormatCheck",
        result: "fail",
        vendorResult: "FAILED",
        reason: "BINLOG_FORMAT_IS_NOT_ROW",
        remedy: "SET GLOBAL binlog_format = 'ROW';",
        text: "binlog_format is STATEMENT",
      },
      {
        item: "checkIncreSrcDbExistedInDstDb",
        result: "fail",
        vendorResult: "FAILED",
        reason: "SRC_DB_EXISTED_IN_DST_DB_FOR_UP",
        text: "shop exists",
      },
    ]);
    const error = await run(s).catch((thrown) => thrown);
    expect(error.message).toMatch(
      /srcBinlogFormatCheck: failed; found: binlog_format is STATEMENT .*fix: SET GLOBAL binlog_format = 'ROW'/,
    );
    expect(error.message).toMatch(/checkIncreSrcDbExistedInDstDb: failed; found: shop exists/);
    expect(error).not.toBeInstanceOf(InitFailed);
    expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
  });

  describe("warnings that have to be accepted", () => {
    const accepted = (change = {}) => ({
      item: "OptimizeCheck",
      reason: "tried by hand before",
      owner: "dba",
      expires: "2100-01-01T00:00:00Z",
      ...change,
    });
    const warned = (acceptedWarnings: Values[]) => {
      const s = ready();
      s.driver.onWarning = "accept";
      s.driver.report = {
        running: false,
        passRate: 100,
        items: [{ item: "OptimizeCheck", result: "warning", vendorResult: "warning", text: "stats are ON" }],
      };
      return { s, done: s.create("TaskRun", runOf("job-1", { acceptedWarnings })) };
    };

    it.each([
      ["nobody accepts", []],
      ["somebody accepts another one of", [accepted({ item: "VersionCheck" })]],
      ["somebody accepted until yesterday", [accepted({ expires: "2020-01-01T00:00:00Z" })]],
    ])("one that %s does not start the task", async (_, list) => {
      const { s, done } = warned(list);
      await expect(done).rejects.toThrow(
        /OptimizeCheck: alarm; found: stats are ON.+acceptedWarnings: \[\{ item: Opt/s,
      );
      expect(s.driver.calls).not.toContain("start");
    });

    it("one that is accepted by name starts the task, and the log says who accepted it", async () => {
      const { s, done } = warned([accepted()]);
      await done;
      expect(s.driver.calls).toContain("start");
      expect(s.log.kept("warning").join()).toMatch(/OptimizeCheck.+accepted by dba until 2100.+tried by hand/);
    });
  });

  it("shows an alarm and continues", async () => {
    const s = ready();
    s.driver.report = report([
      { item: "srcGtidStatusCheck", result: "warning", vendorResult: "ALARM", text: "gtid_mode is OFF" },
    ]);
    await run(s);
    expect(s.log.kept("warning").join()).toMatch(/srcGtidStatusCheck: alarm; found: gtid_mode is OFF/);
  });

  it.each([
    [
      "a result that is not known",
      report([{ item: "x", result: "unknown", vendorResult: "MAYBE" }], 100),
      /x: result unknown; found: MAYBE/,
    ],
    ["no item at all", report([], 100), /lists no item/],
    [
      "a pass rate that no item explains",
      report([{ item: "x", result: "pass", vendorResult: "PASSED" }], 90),
      /pass rate is 90/,
    ],
    [
      "no readable pass rate",
      { running: false, items: [{ item: "x", result: "pass", vendorResult: "PASSED" }] } as PrecheckReport,
      /pass rate is unknown/,
    ],
  ])("does not count %s as a pass", async (_what, given, message) => {
    const s = ready();
    s.driver.report = given;
    await expect(run(s)).rejects.toThrow(message);
    expect(s.driver.calls).not.toContain("start");
  });
});
