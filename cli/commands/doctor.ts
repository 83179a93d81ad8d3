import type { Command } from "commander";
import { blocksOfSpan } from "../../model/addresses/span";
import type { Question } from "../../model/firewall/question";
import { type Output, readOutputs } from "../../model/firewall/read";
import { firstHop, type Hop, inOrder, type PathVerdict, pathVerdict } from "../../model/hops";
import { jsonText } from "../../model/printing/json";
import { shellCommand } from "../../model/printing/shell";
import { type Problem, ProblemsError } from "../../model/problems";
import { applyDeletions } from "../doctor/apply";
import { hostFirewallHop } from "../doctor/hostFirewall";
import { RULES, readRules } from "../doctor/outputs";
import { questionsOf } from "../doctor/question";
import { asRoot, overSsh, type Run, readHost, sshTarget } from "../doctor/remote";
import type { StackSeen } from "../doctor/stackHops";
import { doctorText } from "../doctor/text";
import { confirm, requireYesOrTerminal, withYes, type YesOption } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print, printError, printRaw } from "../terminal/print";

interface Options extends YesOption {
  stack?: string;
  cwd: string;
  rules?: string[];
  ssh?: string;
  address?: string;
  port?: string;
  to?: string;
  interface?: string;
  apply?: boolean;
  flushHosts?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  withYes(
    program
      .command("doctor")
      .description(
        "say why a task does not reach its source: goes through the hops in order, as the clouds and the source report them, and through the " +
          "firewall of the source's host by its rules. Exit code 0: proven open (a host's rules alone; never a stack's whole path), 1: shut, 2: could " +
          "not run, 3: not proven",
      )
      .option("-s, --stack <name>", "the stack; the selected one by default. With --rules or --ssh alone, none is read")
      .option("-C, --cwd <folder>", "folder of the project", process.cwd())
      .option(
        "--rules <file...>",
        "rules of the host: iptables-save, iptables -L, nft -j list ruleset, ipset save, firewall-cmd; - for standard input",
      )
      .option("--ssh <user@host>", "read the rules of the host through the system's ssh client, which asks for nothing")
      .option("--address <addresses>", "address or CIDR block that the task calls from; several separated by commas")
      .option("--port <port>", "port that the task calls (default: 3306)")
      .option(
        "--to <address>",
        "address of the host that the task's packets carry when they arrive there, if the rules depend on it",
      )
      .option("--interface <name>", "interface of the host on which they arrive, if the rules depend on it")
      .option("--apply", "with --ssh: delete what blocks only the task, one by one, asking before each")
      .option(
        "--flush-hosts",
        "on the source: forget failed connections, if they have made it block the task; asks first",
      )
      .option("--json", "as JSON on standard output"),
  ).action(doctor);
}

const EXIT_CODES: Record<PathVerdict, number> = { open: 0, shut: 1, notProven: 3 };

async function doctor(options: Options): Promise<void> {
  const alone = (options.rules !== undefined || options.ssh !== undefined) && options.stack === undefined;
  const problems: Problem[] = [];
  if (options.apply && !options.ssh)
    problems.push({ path: "--apply", seen: "no --ssh", needed: "the host on which to delete: --ssh user@host" });
  if (options.flushHosts && alone)
    problems.push({ path: "--flush-hosts", seen: "no stack", needed: "the stack whose source it is: --stack" });
  const target = options.ssh === undefined ? undefined : sshTarget(options.ssh, problems);
  if (options.apply) requireYesOrTerminal("dbferry doctor --apply", options);
  if (options.flushHosts) requireYesOrTerminal("dbferry doctor --flush-hosts", options);
  const seen = alone || problems.length > 0 ? undefined : await ofStack(options);
  const needsHost = options.rules !== undefined || target !== undefined;
  const asked = needsHost ? await withCallers(options, seen) : options;
  const isKnown = seen === undefined || asked.address !== "";
  const questions = needsHost && isKnown ? questionsOf(asked, problems) : [];
  const outputs = await readRules(options.rules ?? [], problems);
  if (problems.length > 0) throw new ProblemsError("doctor could not run", problems);
  const run = target === undefined ? undefined : await asRoot(overSsh(target), target);
  if (run && options.apply && isKnown) await apply(run, questions, options);
  const read = () => (isKnown ? hostOf(outputs, run, questions) : NOBODY);
  const host = needsHost ? [await read()] : [];
  report(inOrder([...(seen?.hops ?? []), ...host]), options);
}

/** Rules are judged for somebody. */
const NOBODY: Hop = { hop: "hostFirewall", state: "unknown", seen: ["the task's address is not known"] };

async function hostOf(outputs: readonly Output[], run: Run | undefined, questions: readonly Question[]): Promise<Hop> {
  return hostHop([...outputs, ...(run ? await readHost(run) : [])], questions);
}

async function ofStack(options: Options): Promise<StackSeen> {
  const { confineToEngine } = await import("../engine/environment.js");
  const { lookAtStack } = await import("../doctor/stackHops.js");
  confineToEngine();
  try {
    const seen = await lookAtStack(options);
    if (!options.flushHosts) return seen;
    const { flushHosts } = await import("../doctor/flush.js");
    return (await flushHosts(seen, (question) => confirm(question, options))) ? await lookAtStack(options) : seen;
  } catch (error) {
    if (!(error instanceof UserError) || options.stack !== undefined) throw error;
    const way = shellCommand("dbferry", "doctor", "--rules", "rules.txt", "--address", "203.0.113.10");
    throw new UserError(
      `${error.message}\nfor the rules of a host alone, without a stack, run:\n    ${way}`,
      error.exitCode,
    );
  }
}

/** The stack determines the task's addresses and the port. */
async function withCallers(options: Options, seen: StackSeen | undefined): Promise<Options> {
  if (!seen) return options;
  const { callersOfTask } = await import("../doctor/stackHops.js");
  const { callers, admins, migration } = seen.stack;
  return {
    ...options,
    address: options.address ?? callersOfTask(migration, callers).join(","),
    port: options.port ?? String(admins.source.port),
  };
}

async function apply(run: Run, questions: readonly Question[], options: Options): Promise<void> {
  const say = (line: string) => printError(`${line}\n`);
  const deleted = await applyDeletions({ run, questions, confirm: (question) => confirm(question, options), say });
  const from = questions.map((one) => blocksOfSpan(one.from).join(", ")).join(", ");
  say(
    deleted > 0
      ? `${deleted} deleted; the rules are evaluated again`
      : `no rule or element blocks only ${from}; nothing was deleted`,
  );
}

function hostHop(outputs: readonly Output[], questions: readonly Question[]): Hop {
  const { ruleset, strange } = readOutputs(outputs);
  const problems = strange.map(({ from, seen }) => ({
    path: "--rules",
    seen: `${from} begins with: ${seen}`,
    needed: RULES,
    fix: "the tools print rules only to root",
  }));
  if (problems.length > 0) throw new ProblemsError("doctor could not run", problems);
  return hostFirewallHop(ruleset, questions);
}

function report(hops: readonly Hop[], { json }: Options): void {
  const verdict = pathVerdict(hops);
  process.exitCode = EXIT_CODES[verdict];
  if (json) printRaw(jsonText({ verdict, firstShut: firstHop(hops, "shut")?.hop ?? null, hops }));
  else print(doctorText(hops));
}
