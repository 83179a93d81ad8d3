import { type Connection as CoreConnection, createConnection } from "mysql2";
import type { Access } from "../mysql/connect";

/** A session that only reads rows as the server's raw bytes, one statement at a time. */
export class RawReader {
  private constructor(private readonly core: CoreConnection) {}

  static async open(access: Access): Promise<RawReader> {
    const core = createConnection({ ...access, charset: "utf8mb4" });
    const reader = new RawReader(core);
    core.on("error", () => {});
    await new Promise<void>((resolve, reject) => core.connect((error) => (error ? reject(error) : resolve())));
    return reader;
  }

  async run(sql: string): Promise<unknown> {
    return (await this.core.promise().query(sql))[0];
  }

  /** Rows one by one, values as bytes or null; stops with the signal's reason when it aborts. */
  async *rows(sql: string, signal: AbortSignal): AsyncGenerator<(Buffer | null)[]> {
    signal.throwIfAborted();
    const query = this.core.query({ sql, rowsAsArray: true, typeCast: (field) => field.buffer() });
    const stream = query.stream({ highWaterMark: 500 });
    const stop = () => stream.destroy(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    try {
      yield* stream as AsyncIterable<(Buffer | null)[]>;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  close(): void {
    this.core.destroy();
  }
}
