import type { Edit } from "./fix/edit";
import type { Known } from "./values";

/** Safeguards of a database instance; each is judged by one rule. */
export type SafeguardTopic = "tls" | "audit" | "backup" | "binlog" | "encryption" | "deletion";

/** One safeguard of a database instance, with the provider's default applied. */
export interface Safeguard {
  topic: SafeguardTopic;
  /** Where it is, or would be, written. */
  property: string;
  on: Known<boolean>;
  /** The value as written, or the effect of its absence. */
  seen: string;
  /** The fix, and its consequences where it is irreversible. */
  fix: string;
  /** The edits that turn it on; absent where no change to the program would be safe. */
  edits?: readonly Edit[];
  /** Why there are no edits. */
  told?: string;
  /** Retention of the backups or logs; absent when the setting does not state it. */
  kept?: Keeping;
  /** The task that reads from or writes to the instance; absent when no task in the plan refers to it. */
  forTask?: string;
}

/** A retention period. */
export interface Keeping {
  property: string;
  amount: Known<number>;
  unit: keyof typeof HOURS_PER;
  seen: string;
  /** The edits that set a different period. */
  write: (amount: number) => readonly Edit[];
}

/** Units in which providers express durations. */
export const HOURS_PER = { seconds: 1 / 3600, hours: 1, days: 24 } as const;

/** An account that a task replicates with, and what the plan shows about its other uses. */
export interface ReplicationUser {
  property: string;
  user: string;
  /** An earlier task that logs in with the same account. */
  sharedWith?: string;
  /** The account in the plan, and the hosts it may log in from. */
  account?: { name: string; hosts: Known<Known<string>[]> | undefined };
  /** True when the task reaches the server over a private network. */
  privatePath: boolean;
}
