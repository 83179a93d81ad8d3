import { type Span, spanOf } from "../../model/addresses/span";
import type { Question } from "../../model/firewall/question";
import type { Problem } from "../../model/problems";
import { list } from "../terminal/options";

export interface QuestionOptions {
  address?: string;
  port?: string;
  to?: string;
  interface?: string;
}

/** The questions to evaluate the rules for, one per address or block; invalid values are added to `problems`. */
export function questionsOf(options: QuestionOptions, problems: Problem[]): Question[] {
  const addresses = list(options.address) ?? [];
  if (addresses.length === 0)
    problems.push({
      path: "--address",
      seen: "nothing",
      needed: "the address or CIDR block that the task calls from",
      fix: "`dbferry status` of the migration shows it",
    });
  const port = portOf(options.port, problems);
  const to = options.to === undefined ? undefined : addressOf("--to", options.to, problems);
  return addresses.flatMap((text) => {
    const from = addressOf("--address", text, problems);
    return from
      ? [{ from, port, ...(to ? { to } : {}), ...(options.interface ? { interface: options.interface } : {}) }]
      : [];
  });
}

function addressOf(path: string, text: string, problems: Problem[]): Span | undefined {
  const span = spanOf(text);
  if (!span)
    problems.push({ path, seen: text, needed: "an address or a CIDR block, such as 203.0.113.10; not a name" });
  return span;
}

function portOf(text: string | undefined, problems: Problem[]): number {
  const port = Number(text ?? 3306);
  if (/^\d+$/.test(text ?? "3306") && port >= 1 && port <= 65535) return port;
  problems.push({ path: "--port", seen: text || "nothing", needed: "a port, 1 to 65535" });
  return 3306;
}
