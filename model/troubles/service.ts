import { SOURCES, type Trouble } from "./trouble";

/** The service refuses a call, or behaves unexpectedly. */
export const SERVICE: readonly Trouble[] = [
  {
    id: "wrong-state",
    title: "DRS does not allow this call in the task's current state",
    signs: [/\bDRS\.M00304\b/],
    seen: ["DRS.M00304: This API cannot be called in the current task status."],
    means: "the task is not in a state that allows the call: somebody changed it in the console, or it is busy",
    todo: [
      "check the task with dbferry status, and run the update again, which continues from the task's current state",
      "to get rid of the task: dbferry cancel, which ends it in the way that its state allows",
    ],
    sources: [SOURCES.drsFaq],
  },
  {
    id: "test-before-check",
    title: "DRS runs no precheck until both connections have been tested",
    signs: [/\bDRS\.M00300\b/],
    seen: ["DRS.M00300"],
    means: "the connections of this task have not been tested, or its endpoints were changed after the test",
    todo: ["run the update again: it tests both connections, then starts the precheck"],
    sources: [SOURCES.drsFaq],
  },
  {
    id: "target-in-use",
    title: "Another migration task uses the target",
    signs: [/RDS实例已经在其他的迁移任务中/, /\bDST_DB_USED_BY_OTHER_JOB\b/],
    seen: ["RDS实例已经在其他的迁移任务中", "DST_DB_USED_BY_OTHER_JOB"],
    means: "the precheck of Huawei DRS fails while another migration task has the same target instance",
    todo: [
      "cut the other migration over first, and name it in task.after, so that this one waits for its end",
      "for a task that nobody needs: dbferry cancel in its stack, or end it in the console; what it moves then stops",
    ],
    sources: [SOURCES.drsCheck],
  },
  {
    id: "paused-too-long",
    title: "A task that was paused for long cannot go on",
    seen: ["a paused task of Alibaba DTS is not resumed after 6 hours, fails after 7 days, and is billed meanwhile"],
    means:
      "the service keeps its position for a limited time only, and the source its binary logs for its own retention",
    todo: [
      "resume within the time that dbferry pause names, and keep binary logs for longer than the pause",
      "if the service no longer resumes it: give it up with dbferry cancel, which reports what is on the target, and begin again",
    ],
    sources: [SOURCES.alibabaCodes],
  },
  {
    id: "overwritten-after-cutover",
    title: "The target is overwritten after the cutover",
    seen: ["rows on the new database revert to old values, days after the cutover"],
    means: "a failed task of Alibaba DTS is retried automatically for up to 7 days, and then writes again",
    todo: [
      "end and release the task before the application writes to the target: the phase done does that",
      "as an immediate measure: revoke the write privileges of the task's account on the target",
    ],
    sources: ["Alibaba DTS, switching the business over"],
  },
  {
    id: "triggers-lost",
    title: "Triggers or events are missing on the target",
    seen: ["after the task has ended, SHOW TRIGGERS or SHOW EVENTS on the target lists fewer than on the source"],
    means:
      "Huawei DRS creates them only when the task is ended normally: it was ended by force, or its network was removed first",
    todo: [
      "create them from the source: mysqldump --no-data --no-create-info --triggers --events",
      "next time end the task first, then remove its network: the phases cutover and done do it in this order",
    ],
    sources: [SOURCES.drsCheck],
  },
  {
    id: "account-after-cutover",
    title: "An account cannot log in on the target after the cutover",
    seen: ["gate G05 or the application cannot log in on the target with the password that works on the source"],
    means: "the service did not migrate the account, or the target does not support its password hash",
    todo: [
      "create the account on the target with the same privileges, and set its password again",
      "on Tencent DTS, while the task is still running: create a privileged account on the Alibaba source, and the task migrates it",
    ],
    sources: [SOURCES.tencentGuide],
  },
  {
    id: "bill-goes-on",
    title: "An idle task is still billed",
    seen: ["a failed or paused task on the bill"],
    means:
      "Huawei bills failed and paused tasks until they are released, and Alibaba bills a task while it is retried (12 hours by default)",
    todo: [
      "dbferry audit lists every task that is still billed; the phase done, dbferry cancel or pulumi destroy releases it",
    ],
    sources: ["Huawei DRS, billing", "Alibaba DTS, billing"],
  },
];
