import type { Command } from "commander";
import { readOutputs } from "../../model/firewall/read";
import { firstHop, type Hop, type PathVerdict, pathVerdict } from "../../model/hops";
import { jsonText } from "../../model/printing/json";
import { type Problem, ProblemsError } from "../../model/problems";
import { hostFirewallHop } from "../doctor/hostFirewall";
import { RULES, readRules } from "../doctor/outputs";
import { questionsOf } from "../doctor/question";
import { doctorText } from "../doctor/text";
import { hand, print } from "../terminal/print";

interface Options {
  rules?: string[];
  address?: string;
  port?: string;
  to?: string;
  interface?: string;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command("doctor")
    .description(
      "say why a task does not reach a server: judges the firewall of the server's host by its rules. Exit code 0: proven open, 1: shut, " +
        "2: could not run, 3: not proven, because not everything was given or understood",
    )
    .option(
      "--rules <file...>",
      "rules of the host: iptables-save, iptables -L, nft -j list ruleset, ipset save, firewall-cmd; - for standard input",
    )
    .option("--address <addresses>", "address or CIDR block that the task calls from; several separated by commas")
    .option("--port <port>", "port that the task calls (default: 3306)")
    .option(
      "--to <address>",
      "address of the host that the task's packets carry when they arrive there, if the rules depend on it",
    )
    .option("--interface <name>", "interface of the host on which they arrive, if the rules depend on it")
    .option("--json", "as JSON on standard output")
    .action(doctor);
}

const EXIT_CODES: Record<PathVerdict, number> = { open: 0, shut: 1, notProven: 3 };

async function doctor(options: Options): Promise<void> {
  const problems: Problem[] = [];
  const questions = questionsOf(options, problems);
  const outputs = await readRules(options.rules ?? [], problems);
  if ((options.rules ?? []).length === 0)
    problems.push({ path: "--rules", seen: "nothing", needed: RULES, fix: "on the host: iptables-save > rules.txt" });
  const { ruleset, strange } = readOutputs(outputs);
  for (const { from, seen } of strange)
    problems.push({
      path: "--rules",
      seen: `${from} begins with: ${seen}`,
      needed: RULES,
      fix: "the tools print rules only to root",
    });
  if (problems.length > 0) throw new ProblemsError("doctor could not run", problems);
  report([hostFirewallHop(ruleset, questions)], options);
}

function report(hops: readonly Hop[], { json }: Options): void {
  const verdict = pathVerdict(hops);
  process.exitCode = EXIT_CODES[verdict];
  if (json) hand(jsonText({ verdict, firstShut: firstHop(hops, "shut")?.hop ?? null, hops }));
  else print(doctorText(hops));
}
