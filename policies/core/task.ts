import type { Known } from "./values";

/** The services that move data, as rules tell them apart. */
export type Service = "drs" | "tencent-dts" | "alibaba-dts";

/** One end of a task. */
export interface Endpoint {
  /** Path of the endpoint in the inputs, e.g. `sourceDb`. */
  property: string;
  /** How the task reaches it: `public` over the internet, `private` inside a network or a tunnel. */
  reach: Known<"public" | "private"> | undefined;
  /** The property that says so, its value and whether it is the provider's default. */
  reachProperty: string;
  reachSeen: string;
  /** TLS on the connection; `unsupported` when the resource has no place to ask for it. */
  tls: Known<boolean> | "unsupported" | undefined;
  tlsProperty: string;
  /** The user's own exemption from TLS on this end. */
  plain?: { property: string; reason: string; owner: string; expires: string };
  /** A line that turns TLS on. */
  tlsExample: string;
  host?: Known<string>;
  hostProperty?: string;
  user?: Known<string>;
  userProperty?: string;
  /** How the plan shows that the user is privileged, whatever its name; absent when it does not. */
  privileged?: string;
  region?: Known<string>;
  regionProperty?: string;
  version?: Known<string>;
  versionProperty?: string;
  engine?: Known<string>;
  engineProperty?: string;
  instance?: Known<string>;
  /** Says that the endpoint is a managed database of another vendor, whose public address is a name. */
  managedByOther?: boolean;
}

/** A migration or synchronisation task, with the provider's defaults applied. */
export interface Task {
  service: Service;
  /** dbferry itself made it. */
  ours?: boolean;
  /** migration copies once and ends; sync keeps on. */
  kind: "migration" | "sync";
  source?: Endpoint;
  target?: Endpoint;
  /** Incremental replication after the copy. */
  incremental?: Known<boolean>;
  incrementalProperty?: string;
  /** Whether the target takes no other writes while the task runs. */
  targetReadOnly?: Known<boolean>;
  targetReadOnlyProperty?: string;
  /** What happens to rows that are there already. */
  conflict?: { property: string; value: Known<string> | undefined; policies: "none" | "optional" | "required" };
  /** Statements that the task filters out. */
  filteredDdl?: { property: string; value: Known<string> | undefined };
  /** Limits and alarms that are missing or too loose. */
  watch?: { property: string; seen: string; needed: string; fix: string }[];
  /** What asserts that the target is empty; absent when nothing does. */
  emptyTarget?: { property: string; value: Known<string> | undefined; asserted: boolean };
  /** The last preflight report. */
  preflight?: { property: string; at: Known<string> | undefined; binlog: Known<string> | undefined };
  /** The size that is billed, and for how many days at most. */
  cost?: { property: string; size: Known<string>; days: number };
  /** Combination of service, direction and engines that no vendor offers, with what is offered. */
  unsupported?: { property: string; seen: string; needed: string }[];
  /** State that the user asks for: whether it still moves data. */
  live?: { property: string; value: Known<string> | undefined; fix: string; selfStarting: boolean };
  /** Inputs that replace a running task when they drift, and are not in ignoreChanges. */
  replaces?: string[];
}

/** Several tasks that write to one target. */
export interface TaskOrder {
  property: string;
  /** What the tasks write to, as a user would name it. */
  target: string;
  /** An earlier task that this one neither waits for nor is waited for by. */
  unordered: string;
}

/** Versions of the two databases that a task connects. */
export interface Versions {
  property: string;
  source: Known<string>;
  target: Known<string>;
}
