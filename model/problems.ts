import { visible } from "./printing/visible";

/** One mistake in the user's input: where it is, the value seen, the value needed and how to fix it. */
export interface Problem {
  /** Dotted path of the option as the user wrote it, e.g. `source.region`. */
  path: string;
  seen: string;
  needed: string;
  fix?: string;
}

/** All problems of one input at once. Users see only the message, never a stack trace. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[];

  constructor(what: string, problems: readonly Problem[]) {
    super([`${what}: ${problems.length} problem${problems.length === 1 ? "" : "s"}`, ...problems.map(line)].join("\n"));
    this.name = "ProblemsError";
    this.problems = problems;
  }
}

function line(problem: Problem): string {
  const fix = problem.fix ? `; ${problem.fix}` : "";
  return `  - ${visible(`${problem.path}: ${problem.seen}; needed: ${problem.needed}${fix}`)}`;
}
