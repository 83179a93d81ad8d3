import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Mutex } from "async-mutex";

/** A stack without a state, as the engine wrote it. */
interface Empty {
  file: string;
  written: { checkpoint: { stack: string } };
}

/**
 * The stacks in a review's own backend. The engine makes the first; the others are copies of it under other names, because they have one key and no state yet, and
 * because a start of the engine's command takes longer than all else that is done for a stack.
 */
export class ReviewStacks {
  readonly #making = new Mutex();
  #empty: Empty | undefined;

  constructor(private readonly backend: string) {}

  /** @param init has the engine make the stack; what it answers is given back, for a copy nothing is */
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

/** An engine that keeps its stacks elsewhere, or in another form, makes each of them. */
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
