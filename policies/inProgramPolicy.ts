import { z } from "zod";
import { type Problem, ProblemsError } from "../model/problems";
import { CONFIG_SCHEMA, type PackConfig, readConfig } from "./config";
import type { Report } from "./core/message";
import { Plan } from "./core/plan";
import { evaluate, type Resource } from "./evaluate";

export type { Resource } from "./evaluate";

/** The rules' verdict on a resource that is about to be registered. */
export interface Judgement {
  /** One message per finding that the pack would refuse; empty when the resource may be created. */
  refused: string[];
  /** One message per exempted finding. */
  exempted: string[];
}

/**
 * The pack's verdict inside a running program: a component checks each child before registering it, with the same
 * rules, settings and messages. Unknown values pass here and are judged once they are known.
 */
export class InProgramPolicy {
  readonly #plan = new Plan();
  readonly #config: PackConfig;

  /**
   * @param settings the settings of the pack, in the same form (docs/policy-pack.md); the defaults when absent
   * @throws ProblemsError with every unknown setting and every malformed or expired exemption
   */
  constructor(
    settings: unknown = {},
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.#config = readConfig(settings, clock());
    const problems = [...malformed(settings), ...meaningless(this.#config, clock())];
    if (problems.length > 0) throw new ProblemsError("dbferry:policies", problems);
  }

  /** Registers a component, so that resources below it are known to belong to it. */
  enter(component: Resource): void {
    this.#reports(component);
  }

  judge(resource: Resource): Judgement {
    const reports = this.#reports(resource);
    const violations = reports.filter((one) => one.verdict === "violation" && one.enforcement === "mandatory");
    const exempted = reports.filter((one) => one.verdict === "exempted");
    return { refused: violations.map(messageOf), exempted: exempted.map(messageOf) };
  }

  #reports(resource: Resource): Report[] {
    return evaluate(resource, this.#plan, this.#config, this.clock());
  }
}

const messageOf = (report: Report) => report.message;

/** Outside the engine, nothing has validated the settings against the schema yet. */
function malformed(settings: unknown): Problem[] {
  const schema = z.fromJSONSchema({ type: "object", properties: CONFIG_SCHEMA as never });
  const issues = schema.safeParse(settings, { reportInput: true }).error?.issues ?? [];
  return issues.map((issue) => ({
    path: issue.path.join(".") || "the settings",
    seen: JSON.stringify(issue.input) ?? "nothing",
    needed: issue.message,
  }));
}

function meaningless(config: PackConfig, now: Date): Problem[] {
  const unknown = config.problems.map(({ text, fix }) => ({ path: "settings", seen: text, needed: fix }));
  const exemptions = config.ledger.reports(now).filter((one) => one.verdict === "violation");
  return [...unknown, ...exemptions.map(({ message }) => exemptionProblem(message))];
}

function exemptionProblem(message: string): Problem {
  const [seen = message, needed = ""] = message.split("\n  fix: ");
  return { path: "exemptions", seen, needed };
}
