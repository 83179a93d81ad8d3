import { describe, expect, it } from "vitest";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/client";
import { InitFailed } from "../../../../provider/core/failure";
import { runOf, type Stage, stage } from "../../support/fake";

const FORBIDDEN = "发起备份任务失败 SDK.ServerUnreachable Unable to connect server:HTTP Error 403: Forbidden";

function ready(): Stage {
  const s = stage();
  s.driver.put("configuring", { id: "job-1" });
  return s;
}

async function failureOf(s: Stage): Promise<string> {
  return s.create("TaskRun", runOf("job-1")).then(
    () => expect.unreachable("it did not fail"),
    (error: Error) => error.message,
  );
}

/** The message of a run whose task fails for the given reason. */
async function failedWith(reason: string, s = ready()): Promise<string> {
  s.driver.runStates = [["fullFailed", "FULL_TRANSFER_FAILED"]];
  const { describe: read } = s.driver;
  s.driver.describe = async (id) => {
    const task = await read.call(s.driver, id);
    return task?.state === "fullFailed" ? { ...task, reason } : task;
  };
  return failureOf(s);
}

describe("a known failure is reported with its remedy", () => {
  it("for a task, below the vendor's own words, and the task stays known", async () => {
    const s = ready();
    s.driver.runStates = [["incrementalFailed", "INCRE_TRANSFER_FAILED"]];
    await expect(s.create("TaskRun", runOf("job-1"))).rejects.toBeInstanceOf(InitFailed);
    const told = await failedWith("The table 'orders' is full");
    expect(told).toMatch(/failed \(FULL_TRANSFER_FAILED\): The table 'orders' is full/);
    expect(told).toMatch(/\nmeaning: the target's volume.*\nfix: enlarge.*troubleshooting\.md#no-space\)$/);
  });

  it("for an item of the precheck, by the server's words before the item's name", async () => {
    const s = ready();
    const text = "Access denied; you need (at least one of) the REPLICATION SLAVE privilege(s) for this operation";
    s.driver.report = {
      running: false,
      passRate: 50,
      items: [
        { item: "SOURCE_DB_BINLOG_IS_OFF_FOR_UP", result: "fail", vendorResult: "FAILED" },
        { item: "RIGHTS", result: "fail", vendorResult: "FAILED", text, remedy: "of the item's name" },
        { item: "OTHER", result: "fail", vendorResult: "FAILED", text: "nobody knows", remedy: "of the item's name" },
      ],
    };
    const told = await failureOf(s);
    expect(told).toMatch(/SOURCE_DB_BINLOG_IS_OFF_FOR_UP: failed.*fix: log_bin is off/);
    expect(told).toMatch(/RIGHTS: failed; found: Access denied.*fix: the account in the message.*#privilege-missing/);
    expect(told).toMatch(/OTHER: failed; found: nobody knows; needed: a pass; fix: of the item's name/);
  });

  it("for a connection test with a cause that the driver does not know", async () => {
    const s = ready();
    s.driver.tests.source = [{ ok: false, code: "X1", text: "Too many connections" }];
    expect(await failureOf(s)).toMatch(/said: X1: Too many connections\nfix: all of that server's max_connections/);
  });

  it("for a call that the vendor refuses", async () => {
    const s = ready();
    s.driver.start = async () => {
      throw new HuaweiError(
        "starting task job-1",
        "DRS.M00304",
        "This API cannot be called in the current task status.",
        400,
        "r1",
      );
    };
    expect(await failureOf(s)).toMatch(
      /DRS\.M00304: This API.*\nmeaning: .*\nfix: check the task with dbferry status.*#wrong-state/,
    );
  });

  it("and an unknown one is shown unchanged", async () => {
    const told = await failedWith("ORA-00600 nobody knows");
    expect(told).toMatch(
      /ORA-00600 nobody knows; correct the cause and run the update again: the task then continues$/,
    );
    expect(told).not.toMatch(/meaning:|troubleshooting/);
  });
});

describe("403 at the start of a task: the source's cloud is queried", () => {
  it("and what runs there and what is set is named", async () => {
    const s = ready();
    s.sight.backup = async () => ["a backup job is running on rm-1 (job 7): wait until it ends"];
    expect(await failedWith(FORBIDDEN, s)).toMatch(
      /the AccessKey is not allowed to start a backup[\s\S]*#backup-refused\)\nseen at the source: a backup job is running on rm-1 \(job 7\): wait until it ends$/,
    );
  });

  it("and if it shows nothing, the AccessKey remains as the cause", async () => {
    const s = ready();
    s.sight.backup = async () => [];
    expect(await failedWith(FORBIDDEN, s)).toMatch(
      /no job is running on rm-1 and no automatic backup is shown, which leaves the AccessKey/,
    );
  });

  it("and a cloud that does not answer is not a cause", async () => {
    const s = ready();
    s.sight.backup = async () => {
      throw new Error("no answer");
    };
    expect(await failedWith(FORBIDDEN, s)).toMatch(
      /the source could not be queried for which of them it is: no answer$/,
    );
    expect(await failedWith(FORBIDDEN)).toMatch(/#backup-refused\)$/);
  });

  it("and is not queried for any other failure", async () => {
    const s = ready();
    s.sight.backup = () => expect.unreachable("it was asked");
    expect(await failedWith("No space left on device", s)).toMatch(/#no-space\)$/);
  });
});
