import { Command, CommanderError } from "commander";
import { jsonText } from "../model/printing/json";
import { VERSION } from "../provider/version";
import summaries from "./bin/summaries.js";
import { completedCommand, registerCompletion } from "./completion";
import { toldOf, UserError } from "./terminal/errors";
import { hand, handed, tell } from "./terminal/print";
import { withoutLogins } from "./terminal/redact";

/** A command's name, and what loads it: each is loaded only when it is wanted. */
export type Commands = Record<string, () => Promise<{ register(program: Command): void }>>;

/** Commands whose `--json` is one document on standard output, also when they could not run. */
const DOCUMENTS = new Set(["up", "audit", "status", "cutover"]);

/** Exit codes: 0 done and good, 1 done and something is found or refused, 2 could not run. */
async function run(commands: Commands, argv: readonly string[]): Promise<number> {
  const known = Object.keys({ ...summaries, ...commands });
  if (argv.length <= 2) {
    tell(`dbferry: no command; needed: one of ${known.join(", ")}\n\`dbferry --help\` says what each does\n`);
    return 2;
  }
  const program = new Command("dbferry")
    .description("MySQL migrations between clouds: stood up, proven, run and taken down")
    .version(VERSION, "-V, --version", "print the version")
    .showHelpAfterError("--help lists what is known")
    // What was typed in the wrong place may be a URL with a password.
    .configureOutput({ outputError: (text) => tell(withoutLogins(text.replace(/^error: /, "dbferry: "))) })
    .exitOverride();
  const name = (argv[2] === "help" ? argv[3] : completedCommand(argv)) ?? argv[2]!;
  try {
    for (const one of known) {
      const load = Object.hasOwn(commands, one) ? commands[one]! : undefined;
      if (load && (one === name || !Object.hasOwn(summaries, one))) (await load()).register(program);
      else program.command(one).description(summaries[one]!);
    }
    if (["completion", "complete", "help", "--help", "-h"].includes(argv[2]!) || !known.includes(argv[2]!))
      registerCompletion(program);
    await program.parseAsync(argv as string[]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const told = withoutLogins(toldOf(error));
    tell(`${told}\n`);
    if (DOCUMENTS.has(argv[2]!) && argv.includes("--json") && !handed())
      hand(jsonText({ error: told.replace(/^dbferry: /, "") }));
    return error instanceof UserError ? error.exitCode : 2;
  }
}

/** Runs the command that the process was started with, and ends the process. */
export function main(commands: Commands): void {
  // A vendor's SDK uses an old function of Node; nobody who runs this command can do anything about it.
  process.noDeprecation = true;
  run(commands, process.argv).then((code) => {
    process.exitCode = code;
    leave(code);
  });
}

/** What is still open when everything has been said is nobody's business any more. */
const LEAVE_MS = 10_000;

/**
 * A look-up of a name cannot be called off: when nothing else is left, it does not keep the process for as long as the resolver tries.
 * And whatever else is left does not keep it for long.
 */
function leave(code: number): void {
  const since = performance.now();
  setInterval(() => {
    const written = process.stdout.writableLength + process.stderr.writableLength === 0;
    const left = process.getActiveResourcesInfo().filter((kind) => !/^(TTY|Pipe)Wrap$/.test(kind));
    const lookUps = left.length > 0 && left.every((kind) => kind === "GetAddrInfoReqWrap");
    if (written && (lookUps || performance.now() - since > LEAVE_MS)) process.exit(code);
  }, 50).unref();
}
