import type { Connection } from "mysql2/promise";
import { type Access, connect } from "./connect";

/** One business transaction in the demo shop, without START and COMMIT; `n` counts from 1. */
async function takeOrder(connection: Connection, n: number): Promise<void> {
  const customer = 1 + (n % 4000);
  await connection.query("INSERT INTO shop.orders (customer_id, status, placed, total) VALUES (?, 'open', NOW(), ?)", [
    customer,
    (n % 5000) / 100,
  ]);
  await connection.query(
    "INSERT INTO shop.order_item (order_id, line_no, product_id, quantity, price) VALUES (LAST_INSERT_ID(), 1, ?, 1, 9.5)",
    [1 + (n % 2000)],
  );
  await connection.query("UPDATE shop.stock SET quantity = quantity - 1 WHERE product_id = ?", [1 + ((n * 7) % 2000)]);
  await connection.query("UPDATE shop.customer SET balance = balance + 0.5, notes = ? WHERE id = ?", [
    `order ${n} 🐳`,
    customer,
  ]);
  if (n % 5 === 0) await connection.query("DELETE FROM shop.review WHERE id = ?", [(n / 5) % 4000]);
}

/** Errors after which a client retries: deadlock, lock wait timeout. */
const AGAIN = new Set([1213, 1205]);

export interface WriterReport {
  running: boolean;
  /** Transactions with a confirmed COMMIT. */
  committed: number;
  /** Transactions that were rolled back because of a lock and retried. */
  retried: number;
  /** Why it stopped on its own. */
  error?: string;
}

/** A business application that keeps inserting, updating and deleting on the source, one transaction after another. */
export class Writer {
  private report: WriterReport = { running: false, committed: 0, retried: 0 };
  private work: Promise<void> = Promise.resolve();
  private wanted = false;

  constructor(private readonly access: Access) {}

  /**
   * Starts; a no-op when running. The counts continue.
   * @param perSecond maximum transactions per second; default 100
   */
  start(perSecond = 100): void {
    if (this.wanted) return;
    this.wanted = true;
    this.report = { ...this.report, running: true, error: undefined };
    this.work = this.write(perSecond)
      .catch((error: Error) => {
        this.report.error = error.message;
      })
      .finally(() => {
        this.wanted = false;
        this.report.running = false;
      });
  }

  /** Stops after the current transaction. */
  async stop(): Promise<WriterReport> {
    this.wanted = false;
    await this.work;
    return this.status();
  }

  status(): WriterReport {
    return { ...this.report };
  }

  private async write(perSecond: number): Promise<void> {
    const connection = await connect(this.access);
    try {
      const began = performance.now();
      for (let n = 1; this.wanted; n++) {
        await this.commit(connection, this.report.committed + 1);
        const ahead = (n / perSecond) * 1000 - (performance.now() - began);
        if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
      }
    } finally {
      connection.destroy();
    }
  }

  private async commit(connection: Connection, n: number): Promise<void> {
    for (;;) {
      try {
        await connection.query("START TRANSACTION");
        await takeOrder(connection, n);
        await connection.query("COMMIT");
        this.report.committed++;
        return;
      } catch (error) {
        if (!AGAIN.has((error as { errno?: number }).errno ?? 0)) throw error;
        await connection.query("ROLLBACK");
        this.report.retried++;
        if (!this.wanted) return;
      }
    }
  }
}
