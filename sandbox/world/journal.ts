import type { JournalEntry } from "./types";

/** What happened to the world, oldest first. Contains no secrets: callers pass ids and addresses only. */
export class Journal {
  readonly entries: JournalEntry[] = [];

  add(action: string, id: string, detail?: Record<string, unknown>): void {
    this.entries.push({ at: new Date().toISOString(), action, id, ...(detail ? { detail } : {}) });
  }

  /** Entries of one action, such as "eip.allocate". */
  of(action: string): JournalEntry[] {
    return this.entries.filter((entry) => entry.action === action);
  }
}
