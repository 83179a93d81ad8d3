import { describe, expect, it } from "vitest";
import type { Verdict, VerdictStatus } from "../../../model/verdict";
import type { PreflightInput, PreflightReport } from "../../../mysql/preflight";
import { replacedBy } from "../../../plugin/plugin";
import type { Values } from "../../../plugin/values";
import type { CutoverProof } from "../../../provider/core/cutoverProof";
import { bare, type Stage, stage } from "../support/fake";

const ADMIN = "adm-Pa55-canary";
const CONNECT = { host: "127.0.0.1", port: 3306, user: "root", password: ADMIN };

const verdict = (id: string, status: VerdictStatus, more: Partial<Verdict> = {}): Verdict => ({
  id,
  title: `title of ${id}`,
  status,
  found: "STATEMENT",
  needed: "ROW",
  source: "a guide",
  ...more,
});

describe("the preflight gate", () => {
  const INPUT: Values = {
    engine: "drs",
    source: CONNECT,
    target: { ...CONNECT, host: "127.0.0.2" },
    databases: ["shop"],
  };

  function answering(s: Stage, verdicts: Verdict[], must = true): PreflightInput[] {
    const asked: PreflightInput[] = [];
    s.mysql.runPreflight = async (input) => {
      asked.push(input);
      const failed = verdicts.filter((one) => one.status === "fail");
      const blind = verdicts.filter((one) => must && one.status === "undetermined");
      const ok = failed.length + blind.length === 0;
      return {
        verdicts,
        failed,
        blind,
        ok,
        counts: { pass: 1 },
        expiredExemptions: [],
        unusedExemptions: [],
      } as unknown as PreflightReport;
    };
    return asked;
  }

  it("stops at a failed check with what was found, what is needed and the SQL that fixes it, all checks at once", async () => {
    const s = stage();
    const remedy = "SET GLOBAL binlog_format = 'ROW';";
    answering(s, [
      verdict("C15", "fail", { side: "source", remedy }),
      verdict("C57", "undetermined"),
      verdict("C13", "pass"),
    ]);
    const error: Error = await s.create("Preflight", INPUT).catch((thrown) => thrown);
    expect(error.message).toMatch(
      /C15 title of C15 \(source\): fail; found: STATEMENT; needed: ROW\s+fix: SET GLOBAL binlog_format = 'ROW';/,
    );
    expect(error.message).toMatch(/C57/);
    expect(error.message).not.toMatch(/C13/);
  });

  it("reports the reason once for all checks that could not run because of it", async () => {
    const s = stage();
    const shared = { found: "access denied for 'dba'", remedy: "check user and password" };
    answering(s, [
      verdict("C01", "fail", { side: "source", ...shared }),
      ...["C14", "C15", "C20"].map((id) => verdict(id, "undetermined", shared)),
      verdict("C65", "undetermined", { found: "no right to read it" }),
    ]);
    const { message }: Error = await s.create("Preflight", INPUT).catch((thrown) => thrown);
    expect(message).toMatch(/^preflight failed: 5 checks/);
    expect(message).toMatch(
      /3 checks could not be carried out \(undetermined\): C14, C15, C20; found: access denied for 'dba'\n/,
    );
    expect(message.match(/access denied/g)).toHaveLength(2);
    expect(message).toMatch(/C65 title of C65: undetermined; found: no right to read it/);
  });

  it("shows warnings and continues", async () => {
    const s = stage();
    answering(s, [verdict("C44", "warning")]);
    const { outputs } = await s.create("Preflight", INPUT);
    expect(s.log.kept("warning").join()).toMatch(/C44/);
    expect(bare(outputs)["verdicts"]).toHaveLength(1);
  });

  it("names what could not be checked and stops nothing", async () => {
    const s = stage();
    answering(s, [verdict("C11", "undetermined"), verdict("C73", "undetermined"), verdict("C13", "pass")], false);
    await s.create("Preflight", INPUT);
    expect(s.log.kept("warning")).toContainEqual(
      expect.stringMatching(/^2 checks could not be carried out, .*: C11 title of C11; C73 title of C73; /),
    );
  });

  it("passes on exemptions and everything else, and no secrets", async () => {
    const s = stage();
    const asked = answering(s, [verdict("C13", "pass")]);
    const exemption = { check: "C44", reason: "known and accepted", owner: "ops", expires: "2030-01-01T00:00:00Z" };
    const { outputs } = await s.create("Preflight", {
      ...INPUT,
      exemptions: [exemption],
      callers: ["203.0.113.10/32"],
    });
    expect(asked[0]).toMatchObject({
      source: { host: "127.0.0.1", password: ADMIN },
      exemptions: [{ id: "C44", owner: "ops" }],
      callers: ["203.0.113.10/32"],
      path: "public",
    });
    expect(JSON.stringify(outputs) + s.log.text).not.toContain(ADMIN);
  });

  it("runs again when the databases change, and not when a password is rotated", () => {
    const { handlers } = stage();
    const type = "dbferry:index:Preflight";
    const checked = (change: Values) => handlers.check(type, undefined, { ...INPUT, ...change }).inputs;
    expect(handlers.diff(type, checked({}), {}, checked({ databases: ["shop", "stock"] })).changes).not.toEqual([]);
    expect(
      handlers.diff(type, checked({}), {}, checked({ source: { ...CONNECT, password: "other" } })).changes,
    ).toEqual([]);
  });
});

describe("the cutover gate", () => {
  const INPUT: Values = {
    task: "dbferry-shop",
    engine: "drs",
    source: CONNECT,
    target: CONNECT,
    databases: ["shop"],
    quietSeconds: 0,
    actor: "ops",
  };
  const OPEN = [verdict("G02", "pass"), verdict("G04", "pass"), verdict("G06", "pass")];

  function proving(s: Stage, verdicts: Verdict[]): void {
    s.mysql.proveCutover = async (): Promise<CutoverProof> => ({
      verdicts,
      position: { file: "binlog.000007", position: 4711, gtid: "uuid:1-56" },
      tables: [{ database: "shop", table: "orders", source: 10, target: 10, equal: true }],
      rows: { source: 10, target: 10 },
      checksumEqual: true,
      structureEqual: true,
      expired: [],
      unused: [],
    });
  }

  function replicating(): Stage {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", vendorState: "INCRE_TRANSFER_STARTED", started: true });
    return s;
  }

  it("ends the task properly and records the source's position", async () => {
    const s = replicating();
    proving(s, OPEN);
    const { id, outputs } = await s.create("Cutover", INPUT);
    expect(id).toBe("dbferry-shop");
    expect(bare(outputs)).toMatchObject({
      gtid: "uuid:1-56",
      file: "binlog.000007",
      position: 4711,
      rowsSource: 10,
      rowsTarget: 10,
      checksumEqual: true,
      taskId: "job-1",
      actor: "ops",
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(s.driver.tasks.get("job-1")!.state).toBe("ended");
    expect(s.driver.calls).not.toContain("end by force");
    expect(JSON.stringify(outputs) + s.log.text).not.toContain(ADMIN);
  });

  it("reports all closed gates at once and leaves the task running", async () => {
    const s = replicating();
    proving(s, [
      verdict("G02", "fail", { found: "binlog moved" }),
      verdict("G06", "fail", { found: "3 rows differ" }),
      verdict("G04", "pass"),
    ]);
    const error: Error = await s.create("Cutover", INPUT).catch((thrown) => thrown);
    expect(error.message).toMatch(/2 gates are closed; the task continues[\s\S]*binlog moved[\s\S]*3 rows differ/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("incremental");
  });

  it.each(["full", "paused", "incrementalFailed", "configuring", "unknown"] as const)(
    "is closed while the task is %s, whatever the data say",
    async (state) => {
      const s = stage();
      s.driver.put(state, { id: "job-1" });
      // Gates that cannot open it are not waited for.
      s.mysql.proveCutover = async () => {
        throw new Error("asked the servers");
      };
      const refused = s.create("Cutover", INPUT);
      await expect(refused).rejects.toThrow(/refused at once.*G00 Task ready to end/s);
      await expect(refused).rejects.toThrow(
        /fix: .*(dbferry (up|resume|status)|console).*dbferry cancel, or pulumi destroy/s,
      );
      expect(s.driver.tasks.get("job-1")!.state).toBe(state);
    },
  );

  it("is closed at once if there is no task, and names how to continue and how to get out", async () => {
    const s = stage();
    s.mysql.proveCutover = async () => {
      throw new Error("asked the servers");
    };
    await expect(s.create("Cutover", INPUT)).rejects.toThrow(
      /no task named 'dbferry-shop'.*dbferry up --phase prepare.*dbferry cancel, or pulumi destroy/s,
    );
  });

  it("treats a gate that cannot be evaluated as closed, unless stopped writes and equal data prove it", async () => {
    const blind = verdict("G04", "undetermined");
    const s = replicating();
    proving(s, [blind, verdict("G02", "pass"), verdict("G06", "warning")]);
    await expect(s.create("Cutover", INPUT)).rejects.toThrow(/G04/);
    proving(s, [blind, verdict("G02", "pass"), verdict("G06", "pass")]);
    await s.create("Cutover", INPUT);
    expect(s.driver.tasks.get("job-1")!.state).toBe("ended");
  });

  it("opens a gate that is not proven only for an exemption, which is shown and recorded", async () => {
    const s = replicating();
    proving(s, [...OPEN, verdict("G07", "warning")]);
    await expect(s.create("Cutover", INPUT)).rejects.toThrow(/G07/);
    const exempted = { id: "G07", reason: "the operator's to set", owner: "ann", expires: "2099-01-01T00:00:00Z" };
    proving(s, [...OPEN, { ...verdict("G07", "undetermined"), exempted } as Verdict]);
    const { outputs } = await s.create("Cutover", INPUT);
    expect(s.log.kept("warning").join()).toMatch(
      /G07.*exempted by ann until 2099-01-01T00:00:00Z: the operator's to set/s,
    );
    expect(bare(outputs)["verdicts"]).toContainEqual(expect.objectContaining({ id: "G07", exempted: exempted.reason }));
  });

  it("passes the engine and its exemptions on to the gates", async () => {
    const s = replicating();
    proving(s, OPEN);
    const prove = s.mysql.proveCutover;
    const asked: object[] = [];
    s.mysql.proveCutover = (question) => {
      asked.push(question);
      return prove!(question);
    };
    const { reason, owner, expires } = {
      reason: "the operator's to set",
      owner: "ann",
      expires: "2099-01-01T00:00:00Z",
    };
    await s.create("Cutover", { ...INPUT, exemptions: [{ gate: "G07", reason, owner, expires }] });
    expect(asked).toMatchObject([{ engine: "drs", exemptions: [{ id: "G07", reason, owner, expires }] }]);
  });

  it.each([
    [
      { lagSeconds: 0, megabytesBehind: 3, parts: {} },
      { engineLagSeconds: 0, engineMegabytesBehind: 3 },
    ],
    [{ megabytesBehind: 0, parts: {} }, { engineMegabytesBehind: 0 }],
    [{ parts: {} }, {}],
  ])("passes on all that the task says of its lag, and nothing it does not say: %j", async (progress, told) => {
    const s = stage();
    s.driver.put("incremental", { id: "job-1", started: true, progress });
    proving(s, OPEN);
    const prove = s.mysql.proveCutover;
    const asked: object[] = [];
    s.mysql.proveCutover = (question) => {
      asked.push(question);
      return prove!(question);
    };
    await s.create("Cutover", INPUT);
    const lag = Object.entries(asked[0]!).filter(([key]) => key.startsWith("engineLag") || key.startsWith("engineMeg"));
    expect(Object.fromEntries(lag)).toEqual(told);
  });

  it("is proven again, by the data, after a kill that came after the task had ended", async () => {
    const s = stage();
    s.driver.put("ended", { id: "job-1", started: true });
    proving(s, OPEN);
    expect(bare((await s.create("Cutover", INPUT)).outputs)).toMatchObject({ taskId: "job-1", gtid: "uuid:1-56" });
  });

  it("never forces the end: what the vendor cannot end properly is left to the operator", async () => {
    const s = replicating();
    s.driver.endStates = [["endFailed", "RELEASE_RESOURCE_FAILED"]];
    proving(s, OPEN);
    await expect(s.create("Cutover", INPUT)).rejects.toThrow(/RELEASE_RESOURCE_FAILED/);
    expect(s.driver.calls).not.toContain("end by force");
  });

  it("keeps its record when the route to the servers changes", () => {
    const { handlers } = stage();
    const type = "dbferry:index:Cutover";
    const checked = (change: Values) => handlers.check(type, undefined, { ...INPUT, ...change }).inputs;
    expect(
      handlers.diff(type, checked({}), {}, checked({ source: { ...CONNECT, host: "10.0.0.1" }, databases: "all" }))
        .changes,
    ).toEqual([]);
    expect(replacedBy(handlers.diff(type, checked({}), {}, checked({ task: "dbferry-other" })))).toEqual(["task"]);
  });
});
