import type { Engine } from "../../model/engines";
import type { Edit } from "./fix/edit";
import type { Known } from "./values";

/** The replication services that rules distinguish. */
export type Service = Engine;

/** One end of a task. */
export interface Endpoint {
  /** Path of the endpoint in the inputs, e.g. `sourceDb`. */
  property: string;
  /** Where the server is, if the resource has an input for it. */
  cloud?: Known<string>;
  /** How the task reaches it: `public` over the internet, `private` inside a network or a tunnel. */
  reach: Known<"public" | "private"> | undefined;
  /** The property that determines it, and its value or the provider's default. */
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
  /** The evidence in the plan that the user is privileged, whatever its name, if any. */
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
  /** Absent while the program does not determine it. */
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
  /** What happens to existing rows. */
  conflict?: {
    property: string;
    value: Known<string> | undefined;
    policies: "none" | "optional" | "required";
    /** The provider's value for a policy that stops on conflict. */
    stop: string;
  };
  /** Statements that the task filters out. */
  filteredDdl?: { property: string; value: Known<string> | undefined; edits?: readonly Edit[] };
  /** Limits and alarms that are missing or too lax. */
  watch?: { property: string; seen: string; needed: string; fix: string; edits: readonly Edit[] }[];
  /** The evidence that the target is empty, if any. */
  emptyTarget?: { property: string; value: Known<string> | undefined; asserted: boolean; edits?: readonly Edit[] };
  /** The last preflight report. */
  preflight?: { property: string; at: Known<string> | undefined; binlog: Known<string> | undefined };
  /** The billed size, and the maximum number of days. */
  cost?: { property: string; size: Known<string>; days: number };
  /**
   * A combination of service, direction and engines that the vendor does not offer, with the supported alternatives.
   */
  unsupported?: { property: string; seen: string; needed: string }[];
  /** The requested state: whether the task still moves data. */
  live?: { property: string; value: Known<string> | undefined; fix: string; selfStarting: boolean };
  /** Inputs that replace a running task when they drift, and are not in ignoreChanges. */
  replaces?: string[];
  /** Inputs that are in ignoreChanges already. */
  ignores?: readonly string[];
}

/** Several tasks that write to one target. */
export interface TaskOrder {
  property: string;
  /** The shared target, as a user-facing name. */
  target: string;
  /** An earlier task; neither of the two depends on the other. */
  unordered: string;
}

/** Versions of the source and target databases of a task. */
export interface Versions {
  property: string;
  source: Known<string>;
  target: Known<string>;
}
