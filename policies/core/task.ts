import type { Engine } from "../../model/spec/engines";
import type { Edit } from "./fix/edit";
import type { Known } from "./values";

/** The replication services, as rules tell them apart. */
export type Service = Engine;

/** One end of a task. */
export interface Endpoint {
  /** Path of the endpoint in the inputs, e.g. `sourceDb`. */
  property: string;
  /** How the task reaches it: `public` over the internet, `private` inside a network or a tunnel. */
  reach: Known<"public" | "private"> | undefined;
  /** The property that says so, and its value or the provider's default. */
  reachProperty: string;
  reachSeen: string;
  /** TLS on the connection; `unsupported` when the resource has no input for it. */
  tls: Known<boolean> | "unsupported" | undefined;
  tlsProperty: string;
  /** The user's exemption from TLS for this end. */
  plain?: { property: string; reason: string; owner: string; expires: string };
  /** A line of code that turns TLS on. */
  tlsExample: string;
  /** The edits that turn TLS on; absent where the resource cannot. */
  tlsEdits?: readonly Edit[];
  host?: Known<string>;
  hostProperty?: string;
  user?: Known<string>;
  userProperty?: string;
  /** What in the plan shows that the user is privileged, whatever its name; absent when nothing does. */
  privileged?: string;
  region?: Known<string>;
  regionProperty?: string;
  version?: Known<string>;
  versionProperty?: string;
  engine?: Known<string>;
  engineProperty?: string;
  instance?: Known<string>;
  /** The endpoint is another vendor's managed database, whose public address is a host name. */
  managedByOther?: boolean;
}

/** A migration or synchronisation task, with the provider's defaults applied. */
export interface Task {
  /** Absent: the program does not say yet which. */
  service?: Service;
  /** dbferry created it. */
  ours?: boolean;
  /** A migration copies once and ends; a sync continues. */
  kind: "migration" | "sync";
  source?: Endpoint;
  target?: Endpoint;
  /** Incremental replication after the copy. */
  incremental?: Known<boolean>;
  incrementalProperty?: string;
  /** Whether the target refuses other writes while the task runs. */
  targetReadOnly?: Known<boolean>;
  targetReadOnlyProperty?: string;
  /** What happens to rows that exist already. */
  conflict?: {
    property: string;
    value: Known<string> | undefined;
    policies: "none" | "optional" | "required";
    /** The provider's word for a policy that stops. */
    stop: string;
  };
  /** Statements that the task filters out. */
  filteredDdl?: { property: string; value: Known<string> | undefined; edits?: readonly Edit[] };
  /** Limits and alarms that are missing or too loose. */
  watch?: { property: string; seen: string; needed: string; fix: string; edits: readonly Edit[] }[];
  /** What asserts that the target is empty; absent when nothing does. */
  emptyTarget?: { property: string; value: Known<string> | undefined; asserted: boolean; edits?: readonly Edit[] };
  /** The last preflight report. */
  preflight?: { property: string; at: Known<string> | undefined; binlog: Known<string> | undefined };
  /** The size that is billed, and for how many days at most. */
  cost?: { property: string; size: Known<string>; days: number };
  /** A combination of service, direction and engines that the vendor does not offer, and what it offers. */
  unsupported?: { property: string; seen: string; needed: string }[];
  /** The state that the user asks for: whether the task still moves data. */
  live?: { property: string; value: Known<string> | undefined; fix: string; selfStarting: boolean };
  /** Inputs that replace a running task when they drift, and are not in ignoreChanges. */
  replaces?: string[];
  /** Inputs that are in ignoreChanges already. */
  ignores?: readonly string[];
}

/** Several tasks that write to one target. */
export interface TaskOrder {
  property: string;
  /** What the tasks write to, as a user would call it. */
  target: string;
  /** An earlier task, where neither of the two waits for the other. */
  unordered: string;
}

/** Versions of the two databases that a task connects. */
export interface Versions {
  property: string;
  source: Known<string>;
  target: Known<string>;
}
