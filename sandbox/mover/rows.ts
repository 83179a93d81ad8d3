import { type Connection as CoreConnection, createConnection } from "mysql2";
import type { Access } from "../mysql/connect";

/** A session that only reads rows as the server's raw bytes, one statement at a time. */
export class RawReader {
  private constructor(
    private readonly core: CoreConnection,
    private readonly rethrow: (error: Error) => never,
  ) {}

  /** @param rethrow rethrows an error of this session in the caller's wording */
  static async open(access: Access, rethrow: (error: Error) => never): Promise<RawReader> {
    const core = createConnection({ ...access, charset: "utf8mb4" });
    const reader = new RawReader(core, rethrow);
    core.on("error", () => {});
    await new Promise<void>((resolve, reject) => core.connect((error) => (error ? reject(error) : resolve())));
    return reader;
  }

  async run(sql: string): Promise<unknown> {
    return this.core
      .promise()
      .query(sql)
      .then(([rows]) => rows, this.rethrow);
  }

  /** Yields rows one by one, values as bytes or null; stops with the signal's reason when it aborts. */
  async *rows(sql: string, signal: AbortSignal): AsyncGenerator<(Buffer | null)[]> {
    signal.throwIfAborted();
    const query = this.core.query({ sql, rowsAsArray: true, typeCast: (field) => field.buffer() });
    const stream = query.stream({ highWaterMark: 500 });
    const stop = () => stream.destroy(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    try {
      yield* stream as AsyncIterable<(Buffer | null)[]>;
    } catch (error) {
      this.rethrow(error as Error);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  close(): void {
    this.core.destroy();
  }
}
