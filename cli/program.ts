import { Command, CommanderError } from "commander";
import { jsonText } from "../model/printing/json";
import { VERSION } from "../provider/version";
import summaries from "./bin/summaries.js";
import { completedCommand, registerCompletion } from "./completion";
import { errorText, UserError } from "./terminal/errors";
import { printError, printRaw, wasRawPrinted } from "./terminal/print";
import { withoutLogins } from "./terminal/redact";

/** Commands by name, each loaded on demand. */
export type Commands = Record<string, () => Promise<{ register(program: Command): void }>>;

/** Commands whose `--json` is a single document on standard output, even if they could not run. */
const DOCUMENTS = new Set(["up", "audit", "status", "cutover", "doctor"]);

/** Exit codes: 0 success, 1 ran and found or refused something, 2 could not run. */
async function run(commands: Commands, given: readonly string[]): Promise<number> {
  const known = Object.keys({ ...summaries, ...commands });
  // The library answers `help` with an unknown command by the whole usage page.
  const [, , first, about] = given;
  const isMistyped = first === "help" && about !== undefined && ![...known, "help", "completion"].includes(about);
  const argv = isMistyped ? [...given.slice(0, 2), about] : given;
  if (argv.length <= 2) {
    printError(`dbferry: no command; needed: one of ${known.join(", ")}\n\`dbferry --help\` says what each does\n`);
    return 2;
  }
  const program = new Command("dbferry")
    .description("MySQL migrations between clouds: set up, verified, run and cleaned up")
    .version(VERSION, "-V, --version", "print the version")
    .showHelpAfterError("--help lists the options")
    // A misplaced argument may be a URL with a password.
    .configureOutput({ outputError: (text) => printError(withoutLogins(text.replace(/^error: /, "dbferry: "))) })
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
    const told = withoutLogins(errorText(error));
    printError(`${told}\n`);
    if (DOCUMENTS.has(argv[2]!) && argv.includes("--json") && !wasRawPrinted())
      printRaw(jsonText({ error: told.replace(/^dbferry: /, "") }));
    return error instanceof UserError ? error.exitCode : 2;
  }
}

/** Runs the command this process was started for, then exits. */
export function main(commands: Commands): void {
  // A vendor's SDK uses a deprecated Node function; users of the command cannot change that.
  process.noDeprecation = true;
  run(commands, process.argv).then((code) => {
    process.exitCode = code;
    leave(code);
  });
}

/** How long to wait for remaining handles once all output is written. */
const LEAVE_MS = 10_000;

/**
 * A DNS look-up cannot be cancelled: if only look-ups are left, exit instead of waiting for the resolver to time out.
 * Anything else gets a limited time.
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
