import { SOURCES, type Trouble } from "./trouble";

/** The service refuses a call, or does what nobody expected of it. */
export const SERVICE: readonly Trouble[] = [
  {
    id: "wrong-state",
    title: "DRS takes no such call in the task's state",
    signs: [/\bDRS\.M00304\b/],
    seen: ["DRS.M00304: This API cannot be called in the current task status."],
    means: "the task is in another state than the call needs: somebody has changed it in the console, or it is busy",
    todo: [
      "look at the task with dbferry status, and run the update again, which goes on from the state that it is in",
      "to be rid of the task: dbferry cancel, which ends it in the way that its state allows",
    ],
    sources: [SOURCES.drsFaq],
  },
  {
    id: "test-before-check",
    title: "DRS checks nothing before both connections were tested",
    signs: [/\bDRS\.M00300\b/],
    seen: ["DRS.M00300"],
    means: "the connections of this task have not been tested, or its endpoints were changed after the test",
    todo: ["run the update again: it tests both connections, and then lets DRS check"],
    sources: [SOURCES.drsFaq],
  },
  {
    id: "overwritten-after-cutover",
    title: "The target is overwritten after the cutover",
    seen: ["rows of the application change back on the new database, days after the cutover"],
    means: "a failed task of Alibaba DTS recovers by itself for up to 7 days, and goes on writing",
    todo: [
      "end and release the task before the application writes to the target: the phase done does",
      "at once: revoke the task's account the right to write on the target",
    ],
    sources: ["Alibaba DTS, switching the business over"],
  },
  {
    id: "triggers-lost",
    title: "Triggers or events are missing on the target",
    seen: ["SHOW TRIGGERS or SHOW EVENTS on the target lacks what the source has, after the task has ended"],
    means:
      "Huawei DRS makes them at a normal end of the task alone: it was ended by force, or its network was taken away first",
    todo: [
      "create them from the source: mysqldump --no-data --no-create-info --triggers --events",
      "next time end the task first, then take its network away: the phases cutover and done do it in this order",
    ],
    sources: [SOURCES.drsCheck],
  },
  {
    id: "account-after-cutover",
    title: "An account cannot log in on the target after the cutover",
    seen: ["the gate G05 or the application is refused on the target with the password that works on the source"],
    means:
      "the service has not carried the account over, or its password's hash is of a kind that the target does not take",
    todo: [
      "create the account on the target with the same rights, and its password anew",
      "on Tencent DTS, while the task still runs: make a privileged account on the Alibaba source, and the task carries it over",
    ],
    sources: [SOURCES.tencentGuide],
  },
  {
    id: "bill-goes-on",
    title: "A task that does nothing is still billed",
    seen: ["a failed or paused task on the bill"],
    means:
      "Huawei bills failed and paused tasks, and Alibaba a task while it is retried (12 hours by default), until they are released",
    todo: [
      "dbferry audit lists every task that still bills; the phase done, dbferry cancel or pulumi destroy release it",
    ],
    sources: ["Huawei DRS, billing", "Alibaba DTS, billing"],
  },
];
