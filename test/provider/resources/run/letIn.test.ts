import { describe, expect, it } from "vitest";
import type { PrecheckItem, PrecheckReport } from "../../../../provider/core/task";
import { bare, runOf, type Stage, stage } from "../../support/fake";

const ITEM = "ConnectDBCheck";
const ONPREM = { cloud: "onprem", host: "db.example.com", port: 3307, user: "df_shop", password: "x" };
const run = (s: Stage, change = {}) =>
  s.create("TaskRun", runOf("job-1", { source: ONPREM, connectWindowSeconds: 5, ...change }));

const item = (result: PrecheckItem["result"], text?: string, name = ITEM): PrecheckItem => ({
  item: name,
  result,
  vendorResult: result,
  ...(text ? { text } : {}),
});
const SHUT = item("fail", "Failed to connect to the source database: db.example.com:3307 cannot be reached");
const report = (...items: PrecheckItem[]): PrecheckReport => ({
  running: false,
  passRate: items.every(({ result }) => result === "pass") ? 100 : 50,
  items,
});

/** A service whose precheck tests the connections; each check has the next of these reports. */
function ready(...reports: PrecheckReport[]): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  s.driver.preparation = s.driver.preparation.slice(1);
  delete s.driver.can.testConnection;
  Object.assign(s.driver, { connectionItem: ITEM });
  const start = s.driver.startPrecheck.bind(s.driver);
  s.driver.startPrecheck = async (id) => {
    s.driver.report = reports.length > 1 ? reports.shift()! : reports[0]!;
    return start(id);
  };
  return s;
}
const checks = (s: Stage) => s.driver.calls.filter((call) => call === "startPrecheck").length;

describe("a precheck that cannot reach a source on premises", () => {
  it("is repeated until a person has let the task in", async () => {
    const s = ready(report(SHUT), report(SHUT), report(item("pass")));
    expect(bare((await run(s)).outputs)["reached"]).toBe("incremental");
    expect(checks(s)).toBe(3);
    expect(s.log.text).toMatch(/no connection yet, giving up in \d s/);
  });

  it("gives up at the end of the window, with what the service said and what to open, and starts nothing", async () => {
    const s = ready(report(SHUT));
    const attempt = run(s, { connectWindowSeconds: 0.05 });
    await expect(attempt).rejects.toThrow(/ConnectDBCheck: failed; found: Failed to connect to the source database/);
    await expect(attempt).rejects.toThrow(/let every address of the task in to TCP port 3307/);
    expect(s.driver.tasks.get("job-1")!.state).toBe("configuring");
    expect(s.driver.calls).not.toContain("start");
  });

  it.each([
    ["a login that the server refuses", report(item("fail", "Access denied for user 'df_shop'@'203.0.113.10'"))],
    ["a server that has locked the task out", report(item("fail", "Host '203.0.113.10' is blocked because of errors"))],
    [
      "a login that the server refuses, where the other side does not answer",
      report(SHUT, item("fail", "Access denied for user 'df_shop'@'203.0.113.10'")),
    ],
    ["another item that fails", report(item("fail", "binlog_format is STATEMENT", "BinlogParamCheck"))],
    ["a result that nobody knows", report(item("unknown", "?"))],
  ])("is not repeated for %s", async (_, shown) => {
    const s = ready(shown);
    await expect(run(s)).rejects.toThrow(/precheck failed; the task was not started/);
    expect(checks(s)).toBe(1);
  });

  it("is not repeated where the source is in a cloud, which lets the task in without a person", async () => {
    const s = ready(report(SHUT));
    await expect(run(s, { source: runOf("job-1")["source"] })).rejects.toThrow(/ConnectDBCheck/);
    expect(checks(s)).toBe(1);
  });
});
