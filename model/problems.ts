import { visible } from "./printing/visible";

/** One thing wrong with what the user gave: where, what was seen, what is needed and how to get there. */
export interface Problem {
  /** Dotted path of the option as the user wrote it, e.g. `source.region`. */
  path: string;
  seen: string;
  needed: string;
  fix?: string;
}

/** All problems of one input at once. Shown to users by its message alone, never with a stack. */
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
