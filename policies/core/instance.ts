import type { Edit } from "./fix/edit";
import type { Known } from "./values";

/** What a setting of a database instance keeps safe; each is judged by one rule. */
export type SafeguardTopic = "tls" | "audit" | "backup" | "binlog" | "encryption" | "deletion";

/** One setting that keeps a database instance safe, with the provider's default applied. */
export interface Safeguard {
  topic: SafeguardTopic;
  /** Where it is written, or would be. */
  property: string;
  on: Known<boolean>;
  /** The value as written, or what its absence means. */
  seen: string;
  /** What to do, and what that costs where it cannot be undone. */
  fix: string;
  /** The edits that turn it on; absent where no change of the program would be safe. */
  edits?: readonly Edit[];
  /** Why there are none. */
  told?: string;
  /** For how long the backups or logs are kept; absent when the setting does not say. */
  kept?: Keeping;
  /** The task whose end the instance is; absent when no task of the plan names it. */
  forTask?: string;
}

/** For how long something is kept. */
export interface Keeping {
  property: string;
  amount: Known<number>;
  unit: keyof typeof HOURS_PER;
  seen: string;
  /** The edits that keep it for another time. */
  write: (amount: number) => readonly Edit[];
}

/** Units in which providers take durations. */
export const HOURS_PER = { seconds: 1 / 3600, hours: 1, days: 24 } as const;

/** An account that a task replicates with, as far as the plan shows what else it is open to. */
export interface ReplicationUser {
  property: string;
  user: string;
  /** The earlier task that logs in with the same account. */
  sharedWith?: string;
  /** The account in the plan, and the hosts from which it may log in. */
  account?: { name: string; hosts: Known<Known<string>[]> | undefined };
  /** True when the task reaches the server inside networks. */
  privatePath: boolean;
}
