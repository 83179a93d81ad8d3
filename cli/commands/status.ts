import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { confineToEngine } from "../engine/environment";
import { openStack } from "../engine/project";
import { type StackStatus, type StatusVerdict, type Subject, statusOf } from "../status/read";
import { allSubjects } from "../status/subjects";
import { statusText } from "../status/text";
import { home, print, printRaw } from "../terminal/print";
import { columns } from "../terminal/wrap";

interface Options {
  stack?: string;
  all?: boolean;
  cwd: string;
  watch?: boolean;
  every: number;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command("status")
    .description(
      "show a migration as the clouds report it: phase, task, lag, what is open and for how long, cost, what to do next. " +
        "Exit code 0: nothing is wrong, 1: something is, 2: could not run, 3: nothing wrong was seen, but not everything could be read",
    )
    .option("-s, --stack <name>", "the stack; the selected one by default")
    .option("--all", "every migration in the backend, including those of other projects")
    .option("-C, --cwd <folder>", "folder of the project", process.cwd())
    .option("--watch", "refresh until Ctrl-C")
    .option("--every <seconds>", "with --watch: refresh interval, in seconds", seconds, 10)
    .option("--json", "as JSON on standard output; with --watch, one document per line")
    .action(status);
}

async function status(options: Options): Promise<void> {
  confineToEngine();
  const subjects = options.all ? await allSubjects(options.cwd) : [await one(options)];
  const stop = new AbortController();
  if (options.watch) for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  for (;;) {
    const seen = await Promise.all(subjects.map((subject) => statusOf(subject)));
    show(seen, options);
    process.exitCode = exitCode(seen);
    if (!options.watch || stop.signal.aborted) return;
    await sleep(options.every * 1000, undefined, { signal: stop.signal }).catch(() => {});
    if (stop.signal.aborted) return;
  }
}

async function one(options: Options): Promise<Subject> {
  const stack = await openStack(options);
  return { name: stack.name, stack };
}

function show(seen: readonly StackStatus[], { json, watch }: Options): void {
  if (json) {
    const document = { stacks: seen };
    printRaw(`${watch ? JSON.stringify(document) : JSON.stringify(document, undefined, 2)}\n`);
    return;
  }
  if (watch) home();
  if (watch) print(`${new Date().toISOString()}; Ctrl-C ends the display and stops nothing\n`);
  print(seen.map((status) => statusText(status, columns())).join("\n") || "the backend has no migration\n");
}

const CODES: Record<StatusVerdict, number> = { fine: 0, notKnown: 3, attention: 1 };

function exitCode(seen: readonly StackStatus[]): number {
  const codes = seen.map(({ verdict }) => CODES[verdict]);
  return codes.includes(1) ? 1 : codes.includes(3) ? 3 : 0;
}

/** A longer delay overflows the timer, which would then not wait at all. */
const LONGEST_SECONDS = 86_400;

/** @throws InvalidArgumentError */
export function seconds(text: string): number {
  const value = Number(text);
  if (value >= 1 && value <= LONGEST_SECONDS) return value;
  throw new InvalidArgumentError(`needed: a number of seconds, 1 to ${LONGEST_SECONDS}.`);
}
