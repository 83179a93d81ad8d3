import { markFor } from "../../../model/expiry";
import { meaning } from "../../../provider/clouds/alicloud/allowlist";
import { AlicloudError } from "../../../provider/clouds/alicloud/client";
import type { AllowlistApi } from "../../../provider/core/clouds";
import type { ConnectionTest, Driver, EndAnswer, PreparationStep } from "../../../provider/core/driver";
import type { PrecheckReport, TaskInfo, TaskState } from "../../../provider/core/task";
import { egress } from "../../../provider/drivers/drs/egress";
import { obstacleOf } from "../../../provider/drivers/drs/obstacles";

/** A test's result in the vendor's words. */
export type VendorTest = { ok: true } | { ok: false; code: string; text: string };

/** The mark of the stack in these tests. */
export const MARK = markFor("shop", new Date("2030-01-01T00:00:00Z"), {
  organization: "acme",
  project: "dbferry",
  stack: "test",
  id: "4f1c0d9be2a7",
});

/** A task in the fake vendor. */
export interface FakeTask extends TaskInfo {
  /** States that the next looks report, one each; the last one repeats. */
  ahead: [TaskState, string][];
}

/**
 * A vendor of migration tasks, as strict about states as real ones: a call in the wrong state is refused. Every call is
 * recorded; `killAt` makes the process "die" right after a call took effect, like a SIGKILL between request and answer.
 */
export class FakeDriver implements Driver {
  readonly title = "Fake DTS";
  onWarning: Driver["onWarning"] = "show";
  queue: Driver["queue"] = "load";
  readonly tasks = new Map<string, FakeTask>();
  readonly calls: string[] = [];
  passwords: Record<string, string> = {};
  killAt: string | undefined;
  tests: Record<"source" | "target", VendorTest[]> = { source: [], target: [] };
  /** Removed by tests of services with fewer capabilities. */
  can: Driver["can"] = {
    testConnection: (id, side) => this.testConnection(id, side),
    schedule: { leadMinutes: 5, reschedule: (id, when) => this.reschedule(id, when) },
    limitSpeed: async () => this.done("limitSpeed", undefined),
    reset: (id) => this.reset(id),
    passwordIn: ["starting", "full", "fullDone", "incremental", "incrementalFailed", "paused"],
    pause: { pause: (id) => this.pause(id), resume: (id) => this.resume(id) },
  };
  preparation: PreparationStep[] = [
    { title: "connecting", run: (_, { connect }) => connect() },
    { title: "configuring", run: ({ id }) => this.configure(id) },
    { title: "selecting", run: ({ id }) => this.selectObjects(id) },
    { title: "checking", run: (_, { precheck }) => precheck() },
  ];
  report: PrecheckReport = {
    running: false,
    passRate: 100,
    items: [{ item: "binlog", result: "pass", vendorResult: "PASSED" }],
  };
  createState: [TaskState, string][] = [
    ["creating", "CREATING"],
    ["configuring", "CONFIGURATION"],
  ];
  runStates: [TaskState, string][] = [
    ["starting", "STARTJOBING"],
    ["full", "FULL_TRANSFER_STARTED"],
    ["incremental", "INCRE_TRANSFER_STARTED"],
  ];
  endStates: [TaskState, string][] = [
    ["ending", "RELEASE_RESOURCE_STARTED"],
    ["ended", "RELEASE_RESOURCE_COMPLETE"],
  ];
  endAnswers: EndAnswer[] = [];
  private made = 0;

  put(state: TaskState, change: Partial<FakeTask> = {}): FakeTask {
    const id = change.id ?? `job-${++this.made}`;
    const task: FakeTask = {
      id,
      name: "dbferry-shop",
      state,
      vendorState: change.vendorState ?? state.toUpperCase(),
      started: false,
      mode: "full+incremental",
      targetInstanceId: "rds-1",
      publicIp: "203.0.113.10",
      privateIp: "10.0.0.9",
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      securityGroupId: "sg-node",
      description: MARK,
      ahead: [],
      ...change,
    };
    this.tasks.set(id, task);
    return task;
  }

  go(id: string, states: [TaskState, string][]): void {
    const task = this.need(id);
    const [now, ...rest] = states;
    [task.state, task.vendorState] = now!;
    task.ahead = rest;
    if (["full", "fullDone", "incremental"].includes(task.state)) task.started = true;
  }

  async find(name: string): Promise<TaskInfo[]> {
    return this.done("find", [...this.tasks.values()].filter((task) => task.name === name).map(shown));
  }

  readonly egress = egress;

  async openings(): Promise<[]> {
    return [];
  }

  problems(): { path: string; reason: string }[] {
    return [];
  }

  async create(): Promise<string> {
    if ([...this.tasks.values()].some((task) => task.name === "dbferry-shop")) throw new Error("the name is taken");
    const task = this.put("creating");
    this.go(task.id, this.createState);
    return this.done("create", task.id);
  }

  async describe(id: string): Promise<TaskInfo | undefined> {
    const task = this.tasks.get(id);
    if (!task) return this.done("describe", undefined);
    const seen = shown(task);
    const next = task.ahead.shift();
    if (next) {
      [task.state, task.vendorState] = next;
      if (["full", "fullDone", "incremental"].includes(task.state)) task.started = true;
    }
    return this.done("describe", seen);
  }

  async rename(id: string, { name, description }: { name: string; description: string }): Promise<void> {
    Object.assign(this.need(id), { name, description });
    this.done("rename", undefined);
  }

  async testConnection(id: string, side: "source" | "target"): Promise<ConnectionTest> {
    this.only(id, "configuring");
    const tests = this.tests[side];
    const test = tests.length > 1 ? tests.shift()! : (tests[0] ?? { ok: true });
    return this.done(`test ${side}`, test.ok ? test : { ...test, cause: obstacleOf(test.code, test.text) });
  }

  async configure(id: string): Promise<void> {
    this.only(id, "configuring");
    this.done("configure", undefined);
  }

  async selectObjects(id: string): Promise<void> {
    this.only(id, "configuring");
    this.done("selectObjects", undefined);
  }

  async changePassword(_id: string, side: string, { password }: { password: string }): Promise<void> {
    this.passwords[side] = password;
    this.done("changePassword", undefined);
  }

  async startPrecheck(id: string): Promise<boolean> {
    this.need(id);
    return this.done("startPrecheck", true);
  }

  async precheckReport(): Promise<PrecheckReport> {
    return this.done("precheckReport", this.report);
  }

  async start(id: string, when?: Date): Promise<void> {
    this.only(id, "configuring");
    this.go(id, when ? [["scheduled", "WAITING_FOR_START"]] : this.runStates);
    this.done("start", undefined);
  }

  async reschedule(id: string, when?: Date): Promise<void> {
    this.only(id, "scheduled");
    if (!when) this.go(id, this.runStates);
    this.done("reschedule", undefined);
  }

  async resume(id: string): Promise<void> {
    this.only(id, "paused");
    this.go(id, [["incremental", "INCRE_TRANSFER_STARTED"]]);
    this.done("resume", undefined);
  }

  async retry(id: string): Promise<void> {
    this.only(id, "incrementalFailed");
    this.go(id, [["incremental", "INCRE_TRANSFER_STARTED"]]);
    this.done("retry", undefined);
  }

  async reset(id: string): Promise<void> {
    this.only(id, "fullFailed");
    this.go(id, this.runStates);
    this.done("reset", undefined);
  }

  async pause(id: string): Promise<void> {
    this.go(id, [["paused", "PAUSING"]]);
    this.done("pause", undefined);
  }

  async progress(): Promise<{ percent: number; lagSeconds: number; parts: Record<string, number> }> {
    return { percent: 42, lagSeconds: 0, parts: {} };
  }

  async end({ id }: TaskInfo, force: boolean): Promise<EndAnswer> {
    const answer = this.endAnswers.shift() ?? { taken: true };
    if (answer.taken) this.go(id, force ? [["ended", "RELEASE_RESOURCE_COMPLETE"]] : this.endStates);
    return this.done(force ? "end by force" : "end", answer);
  }

  async deleteRecord({ id }: TaskInfo): Promise<undefined> {
    const task = this.tasks.get(id);
    if (task && task.state !== "ended" && task.state !== "createFailed") throw new Error(`task ${id} is ${task.state}`);
    this.tasks.delete(id);
    this.done("deleteRecord", undefined);
  }

  private need(id: string): FakeTask {
    const task = this.tasks.get(id);
    if (!task) throw new Error(`no task ${id}`);
    return task;
  }

  private only(id: string, state: TaskState): void {
    const task = this.need(id);
    if (task.state !== state) throw new Error(`refused: task is ${task.state}, needed ${state}`);
  }

  private done<T>(call: string, answer: T): T {
    this.calls.push(call);
    if (this.killAt !== call) return answer;
    this.killAt = undefined;
    throw new Killed(call);
  }
}

/** The process died: nothing happens in it after this point. */
export class Killed extends Error {
  constructor(readonly at: string) {
    super(`killed at ${at}`);
  }
}

function shown({ ahead: _, ...task }: FakeTask): TaskInfo {
  return { ...task };
}

/** One instance's allowlist, as in Alibaba RDS: appending an existing entry, or deleting a missing one, is refused. */
export class FakeAllowlist implements AllowlistApi {
  readonly title = "Fake RDS";
  readonly nobody = "127.0.0.1";
  readonly meaning = meaning;
  readonly groupsByName = new Map<string, string[]>([["default", ["127.0.0.1"]]]);
  readonly changes: string[] = [];
  /** Error codes that the next changes are refused with. */
  refusals: string[] = [];
  /** Keeps the last entry of a group, as some instances do. */
  keepsLast = false;

  async groups(): Promise<{ name: string; entries: string[]; attribute: string }[]> {
    return [...this.groupsByName].map(([name, entries]) => ({ name, entries: [...entries], attribute: "" }));
  }

  async change(_id: string, group: string, how: "add" | "remove", entries: readonly string[]): Promise<void> {
    const code = this.refusals.shift();
    if (code) throw new AlicloudError("changing", code, "refused", 403);
    const before = this.groupsByName.get(group) ?? [];
    if (how === "add") {
      if (entries.some((entry) => before.includes(entry)))
        throw new AlicloudError("adding", "InvalidInstanceIp.Duplicate", "there", 400);
      this.groupsByName.set(group, [...before, ...entries]);
    } else {
      const left = before.filter((entry) => !entries.includes(entry));
      if (entries.some((entry) => !before.includes(entry)) || (this.keepsLast && left.length === 0)) {
        throw new AlicloudError(
          "deleting",
          "InvalidSecurityIPs.NotFound",
          "does not exist or at least one security IP need",
          404,
        );
      }
      if (left.length === 0) this.groupsByName.delete(group);
      else this.groupsByName.set(group, left);
    }
    this.changes.push(`${how} ${group} ${entries.join(",")}`);
  }

  async state(): Promise<{ ready: boolean; vendorState: string }> {
    return { ready: true, vendorState: "Running" };
  }
}
