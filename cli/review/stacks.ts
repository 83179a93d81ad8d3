import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Mutex } from "async-mutex";

/** A stack without a state, as written by the engine. */
interface Empty {
  file: string;
  written: { checkpoint: { stack: string } };
}

/**
 * The stacks in a review's own backend. The engine creates the first; the others are copies under other names, because
 * all share one key and have no state yet, and starting the engine's command takes longer than everything else done
 * for a stack.
 */
export class ReviewStacks {
  readonly #making = new Mutex();
  #empty: Empty | undefined;

  constructor(private readonly backend: string) {}

  /** @param init has the engine create the stack; its result is returned, undefined for a copy */
  async make<T>(project: string, name: string, init: () => Promise<T>): Promise<T | undefined> {
    return await this.#making.runExclusive(async () => {
      const copied = this.#empty && join(dirname(this.#empty.file), `${name}.json`);
      if (this.#empty && copied && !existsSync(copied)) {
        const { checkpoint, ...rest } = this.#empty.written;
        const stack = checkpoint.stack.replace(/[^/]*$/, name);
        writeFileSync(copied, JSON.stringify({ ...rest, checkpoint: { ...checkpoint, stack } }));
        return undefined;
      }
      const made = await init();
      this.#empty ??= emptyIn(join(this.backend, `.pulumi/stacks/${project}/${name}.json`), name);
      return made;
    });
  }
}

/**
 * The empty stack's file; undefined if the engine stores stacks elsewhere or in another form, so that it must create
 * each one.
 */
function emptyIn(file: string, name: string): Empty | undefined {
  try {
    const written = JSON.parse(readFileSync(file, "utf8"));
    const { stack, latest } = written.checkpoint;
    if (!String(stack).endsWith(`/${name}`) || latest?.resources?.length > 0) return undefined;
    return { file, written };
  } catch {
    return undefined;
  }
}
