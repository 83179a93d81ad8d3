import type { Inventory, ObjectKind, ObjectRef } from "./inventory";
import type { Progress } from "./types";

/** Counts what has been moved. */
export class Tally {
  readonly tables = { total: 0, done: 0 };
  readonly rows = { total: 0, copied: 0 };
  readonly objects: Progress["objects"] = {};
  copyComplete = false;

  expect(inventory: Inventory): void {
    this.tables.total = inventory.tables.length;
    this.objects.table = { total: inventory.tables.length, done: 0 };
    for (const { kind } of [...inventory.code, ...inventory.active]) this.of(kind).total++;
  }

  /** Sets the work at the end, which may have changed since the beginning. */
  expectLast(objects: readonly ObjectRef[]): void {
    for (const kind of ["trigger", "event"] as const) {
      const total = objects.filter((one) => one.kind === kind).length;
      if (total > 0 || this.objects[kind]) this.objects[kind] = { total, done: 0 };
    }
  }

  made(kind: ObjectKind | "table"): void {
    this.of(kind).done++;
  }

  /** By rows; 100 only when everything is copied. */
  get percent(): number {
    if (this.copyComplete) return 100;
    if (this.rows.total === 0) return 0;
    return Math.min(99, Math.floor((this.rows.copied / this.rows.total) * 100));
  }

  private of(kind: string): { total: number; done: number } {
    this.objects[kind] ??= { total: 0, done: 0 };
    return this.objects[kind];
  }
}
