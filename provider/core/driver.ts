import type { Cloud } from "../../model/clouds";
import type { Opening } from "../../model/openings";
import type { Mode, Path } from "../../model/scenario";
import type { Tables } from "../../model/selection";
import type { Side } from "../../model/side";
import type { ConsistencyCheck } from "../../model/spec/consistencyCheck";
import type { ServiceComparison } from "./comparison";
import type { ShownObjects } from "./objects";

/**
 * What a vendor's migration service must offer, in words that all vendors share. A driver makes single calls, translates, and says in
 * which order its tasks are prepared; waiting and recovery are in `resources/`. Every call may throw a `UserProblem` with the vendor's
 * code and text.
 */
export interface Driver {
  /** For messages: "Huawei DRS". */
  readonly title: string;
  /** Every task of exactly this name, ended ones included. */
  find(name: string): Promise<TaskInfo[]>;
  /** Starts the creation of a task; its id. The task bills from now on. */
  create(spec: TaskSpec): Promise<string>;
  /** A task is there as soon as it is created; absent: that takes the service a while. */
  readonly createsAtOnce?: true;
  /** undefined: the vendor knows no such task any more. */
  describe(id: string): Promise<TaskInfo | undefined>;
  /** Everything temporary of dbferry's that this service has: its tasks. */
  openings(): Promise<Opening[]>;
  /** From where the task calls the source. Pure. @param task absent: it does not exist yet */
  egress(spec: Pick<TaskSpec, "path" | "eip" | "own">, task?: TaskInfo): Egress;
  /** What this vendor cannot do of a spec, by property path. Pure. */
  problems(spec: TaskSpec): { path: string; reason: string }[];
  /** How many tasks the account has and may have; absent: the vendor has no such call. */
  quota?(): Promise<{ used: number; limit: number }>;
  rename(id: string, change: { name: string; description: string; tags: Record<string, string> }): Promise<void>;
  /** What the task before must have behind it on the same target before the next one starts: its load, or its end. */
  readonly queue: "load" | "end";
  /** What not every service can do. */
  readonly can: Abilities;
  /** What a warning of its precheck does: it stops the start unless it is accepted by name, or it is shown and passes. */
  readonly onWarning: "accept" | "show";
  /** The steps between a created task and its start, in this service's order. */
  readonly preparation: readonly PreparationStep[];
  /** The task logs in with the new password from its next login on; it bears being repeated with the same one. */
  changePassword(id: string, side: Side, login: Pick<Login, "user" | "password">): Promise<void>;
  /** @returns false: the service takes no check in this state, and its report is of the last one */
  startPrecheck(id: string, purpose: "start" | "retry"): Promise<boolean>;
  /**
   * The report that the service shows now, to tell it from that of the check to come. undefined: it shows none. Absent:
   * the task shows which check its report is of (`TaskInfo.lastCheck`).
   */
  shownPrecheck?(id: string): Promise<PrecheckReport | undefined>;
  precheckReport(id: string): Promise<PrecheckReport>;
  /** @param when absent: now */
  start(id: string, when?: Date): Promise<void>;
  /** A task whose replication failed goes on from where it failed. */
  retry(id: string): Promise<void>;
  progress(id: string): Promise<Progress>;
  /**
   * @param task as it was read last
   * @param force the vendor's emergency end: what is in flight is lost, triggers and events are not created
   */
  end(task: TaskInfo, force: boolean): Promise<EndAnswer>;
  /**
   * Removes an ended task, or takes the next step towards that; a single step that never waits.
   * @param task as it was read last
   * @param isAsked the service was asked before, so it is not asked for the same again
   * @returns what the service still shows of the task, or showed before the order; undefined: it is gone, or proven to
   * bill no longer
   */
  deleteRecord(task: TaskInfo, isAsked?: boolean): Promise<string | undefined>;
}

/** What is absent cannot be done: a run that needs it is refused before anything happens to the task. */
export interface Abilities {
  /** Whether the task reaches one side and can log in there. */
  testConnection?(id: string, side: Side, login: Login, path: Path): Promise<ConnectionTest>;
  /** Tasks that start by themselves at a set time. */
  schedule?: {
    /** How far ahead a start must be. */
    leadMinutes: number;
    /** A scheduled task starts at another time; without one, now. Absent: it keeps its time. */
    reschedule?(id: string, when?: Date): Promise<void>;
  };
  /** Changed at any time in the life of a task. */
  limitSpeed?(id: string, limits: readonly SpeedLimit[]): Promise<void>;
  /** The service compares source and target itself. */
  comparison?: ServiceComparison;
  /** A task whose full load failed starts over. */
  reset?(id: string): Promise<void>;
  /** States in which the service takes a new password for one of the task's logins. */
  passwordIn?: readonly TaskState[];
  pause?: {
    /** @param both also what the task reads from the source, where the service tells the two apart: it logs in there anew */
    pause(id: string, both?: boolean): Promise<void>;
    /** A paused task goes on from where it stopped. */
    resume(id: string): Promise<void>;
    /** Until when the service lets a paused task go on, for people; absent: it names no limit. */
    within?: string;
  };
}

/** One step of the preparation. A run that was cut off repeats the steps that are not done: each must bear being repeated. */
export interface PreparationStep {
  /** For progress: "storing the endpoints". */
  readonly title: string;
  /** Whether the plan asks for it; absent: always. */
  isNeeded?(plan: Pick<Settings, "databases" | "limits">): boolean;
  /** The service shows in the task that it is done; absent: it never shows. */
  isDone?(task: TaskInfo): boolean;
  run(task: TaskInfo, work: Preparation): Promise<void>;
}

/** What a step works with. */
export interface Preparation {
  settings: Settings;
  /** Tests both sides, with `can.testConnection`, until both are reached or the window is over. */
  connect(): Promise<void>;
  /** Runs the service's precheck and judges its report. */
  precheck(): Promise<void>;
}

/** Blocks from which a task calls the source: one or many; or what is missing for telling them. */
export type Egress = { blocks: readonly string[]; missing?: undefined } | { blocks?: undefined; missing: string };

export type { Side } from "../../model/side";
export type Databases = "all" | readonly string[];

/**
 * The life of a task. `unknown` is every vendor state that is not in the driver's table: never a success, always reported with the
 * vendor's own word.
 */
export type TaskState =
  | "creating"
  | "createFailed"
  | "configuring"
  | "scheduled"
  | "starting"
  | "startFailed"
  | "full"
  | "fullDone"
  | "fullFailed"
  | "incremental"
  | "incrementalFailed"
  /** A pause was ordered, and the task may still copy. */
  | "pausing"
  | "paused"
  /** The vendor repairs or upgrades the node; it comes back. */
  | "maintenance"
  | "maintenanceFailed"
  | "ending"
  | "endFailed"
  | "ended"
  | "unknown";

export interface TaskInfo {
  id: string;
  name: string;
  state: TaskState;
  /** The vendor's word for the state. */
  vendorState: string;
  /** Why it failed, in the vendor's words. */
  reason?: string;
  /** It has moved data at some time. */
  started: boolean;
  /** It has ended after finishing its load, which it was to do at least; absent: the service does not say how a task ended. */
  completed?: boolean;
  mode?: Mode;
  netType?: string;
  sourceInstanceId?: string;
  targetInstanceId?: string;
  /** What it moves; absent: the service does not show it, or nothing was selected yet. */
  objects?: ShownObjects;
  publicIp?: string;
  privateIp?: string;
  vpcId?: string;
  subnetId?: string;
  securityGroupId?: string;
  description: string;
  /** Blocks from which the service says that its tasks call. */
  egress?: readonly string[];
  /** Why the service could not say that; the rest of the task is known. */
  egressUnread?: string;
  /** false: it is not bought yet, and costs nothing; absent: the vendor bills every task. */
  billed?: boolean;
  /** How far it is, where one call of the service says both; absent: `progress` is another call. */
  progress?: Progress;
  /**
   * What ends it where it is now: it runs nothing and is only released, it has caught up and can end normally, or it can
   * only be stopped. Absent: the service ends every task by the same call.
   */
  endsBy?: "release" | "completion" | "stop";
  /** The service is releasing it, or has released it. Absent: it is not, or the service does not say. */
  isReleasing?: boolean;
  /** What tells its last precheck from the one before; empty: there was none. Absent: the service does not say it here. */
  lastCheck?: string;
}

export interface EndpointSpec {
  /** Cloud of the server. */
  cloud: Cloud | "onprem";
  region?: string;
  /** Name of the account that owns it, where it is not the first one. */
  account?: string;
  instanceId?: string;
  host: string;
  port: number;
  vpcId?: string;
  subnetId?: string;
  securityGroupId?: string;
}

export interface Login extends EndpointSpec {
  user: string;
  password: string;
  /** Whether the task uses TLS on this leg; default false. */
  tls?: boolean;
  /** PEM text of the authorities that the task verifies the server by; with TLS. */
  ca?: string;
  /** Why a leg over the internet is plain. */
  plain?: PlainLeg;
}

/** An exemption from TLS. */
export interface PlainLeg {
  reason: string;
  owner: string;
  /** ISO 8601 instant. */
  expires: string;
}

export interface TaskSpec {
  name: string;
  path: Path;
  mode: Mode;
  source: EndpointSpec;
  target: EndpointSpec;
  /** A public address of ours that the task uses, so that it survives a retry. */
  eip?: { id: string; address: string };
  description: string;
  tags: Record<string, string>;
  /** The target refuses other writers while the task runs; never asked of a service that cannot see to it. */
  targetReadOnly: boolean;
  /** What is the engine's own: `task` in its `facts.ts` in `model/engines`, defaults filled in. */
  own: Readonly<Record<string, unknown>>;
}

export interface Settings {
  name: string;
  description: string;
  path: Path;
  mode: Mode;
  source: Login;
  target: Login;
  /** As in `TaskSpec`. */
  targetReadOnly: boolean;
  /** true: views, routines, triggers and events keep the definer of the source; never asked of a service that cannot. */
  keepDefiner: boolean;
  /** What is the engine's own: `run` in its `facts.ts` in `model/engines`, defaults filled in. */
  own: Readonly<Record<string, unknown>>;
  /** "all": every database but the system's own. */
  databases: Databases;
  /** Of the databases only these tables, and nothing else; absent: all of each database. */
  tables?: Tables;
  /** When the task is to start, for services that it is configured with; absent: when it is told to. */
  startAt?: Date;
  /** The comparison that the cutover will order, for services that a task is configured with it; absent: none. */
  consistencyCheck?: ConsistencyCheck;
  /** None unless the service has `can.limitSpeed`. */
  limits: readonly SpeedLimit[];
}

/** Not taken: the vendor is busy with the task, or refuses this kind of end in the task's state. Other refusals are thrown. */
export type EndAnswer = { taken: true } | { taken: false; why: "busy" | "state"; text: string };

/** A failed test has its cause, as far as the driver understands the vendor's reason. */
export type ConnectionTest = { ok: true } | { ok: false; code: string; text: string; cause: Obstacle };

/** Why a task does not get through to a server. */
export type Obstacle =
  /** The server has locked out the caller after failed logins. */
  | "lockedOut"
  | "loginRefused"
  | "nameUnknown"
  | "portClosed"
  /** No answer: a firewall, an allowlist, a missing route. */
  | "noAnswer"
  | "tls"
  | "other";

export interface SpeedLimit {
  /** MB/s. */
  speed: number;
  /** Hours of the day, UTC, 0 to 23, both included. */
  fromHour: number;
  toHour: number;
}

export interface PrecheckReport {
  /** What tells the check that it is of from the one before; absent: the service marks no check. */
  check?: string;
  /** Not finished yet. */
  running: boolean;
  /** 0 to 100, as the vendor says; undefined when it says nothing readable. */
  passRate?: number;
  items: PrecheckItem[];
}

export interface PrecheckItem {
  item: string;
  /** `unknown`: the vendor gave a result that is not in the table. */
  result: "pass" | "warning" | "fail" | "unknown";
  vendorResult: string;
  /** The vendor's word for a pass. */
  needed?: string;
  /** How to make it pass, where it is known. */
  remedy?: string;
  /** The vendor's code of the reason. */
  reason?: string;
  /** What was found, in the vendor's words. */
  text?: string;
  data?: string;
  group?: string;
}

export interface Progress {
  /** The vendor's word for the state, where the service says it here too: then a look that shows nothing new needs no second call. */
  vendorState?: string;
  /** Of the full load, 0 to 100. */
  percent?: number;
  /** Seconds that the target is behind, once incremental. */
  lagSeconds?: number;
  /** Seconds that the full load still needs, by the vendor's guess. */
  remainingSeconds?: number;
  /** Rows of the full load that the target has by now. */
  rows?: number;
  /** Rows written to the target per second, where the service measures that and does not count. */
  rowsPerSecond?: number;
  /** Megabytes of the source's binary log that the target has yet to apply, once incremental. */
  megabytesBehind?: number;
  /** Parts of the load, for people: `structure 100%`. */
  parts: Record<string, number>;
}
