import type { Opening } from "../../model/openings";
import type { Path } from "../../model/scenario";
import type { Side } from "../../model/side";
import type { ServiceComparison } from "./comparison";
import type { PrecheckReport, Progress, TaskInfo, TaskState } from "./task";
import type { Login, Settings, SpeedLimit, TaskSpec } from "./taskSpec";

/**
 * What a vendor's migration service must offer, in terms that all vendors share. A driver makes single calls, translates
 * them, and lists the steps that prepare its tasks, in order; waiting and recovery are in `resources/`. Every call may
 * throw a `UserProblem` with the vendor's code and text.
 */
export interface Driver {
  /** For messages: "Huawei DRS". */
  readonly title: string;
  /** Every task with exactly this name, including ended ones. */
  find(name: string): Promise<TaskInfo[]>;
  /** Starts creating a task, which is billed from now on. @returns its id */
  create(spec: TaskSpec): Promise<string>;
  /** A task exists as soon as `create` returns; absent: that takes the service a while. */
  readonly createsAtOnce?: true;
  /** undefined: the service does not know the task, or no longer. */
  describe(id: string): Promise<TaskInfo | undefined>;
  /** Everything temporary of dbferry's that this service has: its tasks. */
  openings(): Promise<Opening[]>;
  /** Addresses from which the task connects to the source. Pure. @param task absent: it does not exist yet */
  egress(spec: Pick<TaskSpec, "path" | "eip" | "own">, task?: TaskInfo): Egress;
  /** What this service does not support in a spec, by property path. Pure. */
  problems(spec: TaskSpec): { path: string; reason: string }[];
  /**
   * How many blocks a task will connect from to a source on the internet, where the service alone says it and before the task exists; absent: the settings
   * say it.
   */
  callers?(sourceRegion: string): Promise<number>;
  /** The blocks from which a task will connect to a source in its own cloud, where the service says it before the task exists. */
  callersInside?(sourceRegion: string): Promise<readonly string[]>;
  /** How many tasks the account has and may have; absent: the vendor has no such call. */
  quota?(): Promise<{ used: number; limit: number }>;
  rename(id: string, change: { name: string; description: string; tags: Record<string, string> }): Promise<void>;
  /** What an earlier task on the same target must have completed before the next one starts: its load, or its end. */
  readonly queue: "load" | "end";
  /** Features that not every service has. */
  readonly can: Abilities;
  /** Effect of a precheck's warning: it prevents the start unless accepted by name, or it is only shown. */
  readonly onWarning: "accept" | "show";
  /** The item of its precheck that tests the connections, where it has no test of its own; absent: none. */
  readonly connectionItem?: string;
  /** The steps between creating and starting a task, in this service's order. */
  readonly preparation: readonly PreparationStep[];
  /** The task uses the new password from its next login on. Idempotent. */
  changePassword(id: string, side: Side, login: Pick<Login, "user" | "password">): Promise<void>;
  /** @returns false: the service starts no precheck in this state, and its report is that of the last one */
  startPrecheck(id: string, purpose: "start" | "retry"): Promise<boolean>;
  /**
   * The report that the service shows before a new check, to recognise the new one's. undefined: it shows none. Absent:
   * the task identifies its last check (`TaskInfo.lastCheck`).
   */
  shownPrecheck?(id: string): Promise<PrecheckReport | undefined>;
  precheckReport(id: string): Promise<PrecheckReport>;
  /** @param when absent: now */
  start(id: string, when?: Date): Promise<void>;
  /** Continues a failed replication from where it failed. */
  retry(id: string): Promise<void>;
  progress(id: string): Promise<Progress>;
  /**
   * @param task as last read
   * @param force the vendor's emergency end: changes in flight are lost, triggers and events are not created
   */
  end(task: TaskInfo, force: boolean): Promise<EndAnswer>;
  /**
   * Removes an ended task, or takes the next step towards that; a single step that never waits.
   * @param task as last read
   * @param isAsked the removal was ordered before, so the order is not repeated
   * @returns what the service still shows of the task, or showed before the order; undefined: it is gone, or proven to
   * be billed no longer
   */
  deleteRecord(task: TaskInfo, isAsked?: boolean): Promise<string | undefined>;
}

/** What is absent is not supported: a run that needs it is refused before anything happens to the task. */
export interface Abilities {
  /** Whether the task reaches one side and can log in there. */
  testConnection?(id: string, side: Side, login: Login, path: Path): Promise<ConnectionTest>;
  /** Tasks that start by themselves at a set time. */
  schedule?: {
    /** How far ahead a start must be. */
    leadMinutes: number;
    /** Moves a scheduled start; without a time, to now. Absent: a start cannot be moved. */
    reschedule?(id: string, when?: Date): Promise<void>;
  };
  /** Takes effect at any time in the life of a task. */
  limitSpeed?(id: string, limits: readonly SpeedLimit[]): Promise<void>;
  /** The service compares source and target itself. */
  comparison?: ServiceComparison;
  /** Restarts a failed full load from the beginning. */
  reset?(id: string): Promise<void>;
  /** States in which the service accepts a new password for one of the task's logins. */
  passwordIn?: readonly TaskState[];
  pause?: {
    /** @param both also stops reading from the source, if the service separates the two; the task then logs in again */
    pause(id: string, both?: boolean): Promise<void>;
    /** Continues a paused task from where it stopped. */
    resume(id: string): Promise<void>;
    /** How long the service allows a task to stay paused, for people; absent: it documents no limit. */
    within?: string;
  };
}

/** One step of the preparation. An interrupted run repeats the steps that are not done, so each must be idempotent. */
export interface PreparationStep {
  /** For progress: "storing the endpoints". */
  readonly title: string;
  /** Whether the plan requires it; absent: always. */
  isNeeded?(plan: Pick<Settings, "databases" | "limits">): boolean;
  /** Whether the task shows that it is done; absent: the service never shows it. */
  isDone?(task: TaskInfo): boolean;
  run(task: TaskInfo, work: Preparation): Promise<void>;
}

/** What a step works with. */
export interface Preparation {
  settings: Settings;
  /** Tests both sides, with `can.testConnection`, until both are reached or the time window is over. */
  connect(): Promise<void>;
  /** Runs the service's precheck and judges its report. */
  precheck(): Promise<void>;
}

/**
 * Blocks from which a task connects to the source, one or many, and to the target if the service lists others for it;
 * or what is missing to determine them.
 */
export type Egress =
  | { blocks: readonly string[]; target?: readonly string[]; missing?: undefined }
  | { blocks?: undefined; target?: undefined; missing: string };

/** Not taken: the vendor is busy with the task, or refuses this kind of end in its state. Other refusals are thrown. */
export type EndAnswer = { taken: true } | { taken: false; why: "busy" | "state"; text: string };

/** A failed test has its cause, as far as the driver understands the vendor's reason. */
export type ConnectionTest = { ok: true } | { ok: false; code: string; text: string; cause: Obstacle };

/** Why a task cannot connect to a server. */
export type Obstacle =
  /** The server has blocked the caller after failed logins. */
  | "lockedOut"
  | "loginRefused"
  | "nameUnknown"
  | "portClosed"
  /** No answer: a firewall, an allowlist, a missing route. */
  | "noAnswer"
  | "tls"
  | "other";
