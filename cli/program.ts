import { Command, CommanderError } from "commander";
import { toldOf, UserError } from "./terminal/errors";
import { tell } from "./terminal/print";
import { withoutLogins } from "./terminal/redact";

/** A command's name, and what loads it: each is loaded only when it is wanted. */
export type Commands = Record<string, () => Promise<{ register(program: Command): void }>>;

/** Exit codes: 0 done and good, 1 done and something is found or refused, 2 could not run. */
async function run(commands: Commands, argv: readonly string[]): Promise<number> {
  const program = new Command("dbferry")
    .description("MySQL migrations between clouds: stood up, proven, run and taken down")
    .showHelpAfterError()
    // What was typed in the wrong place may be a URL with a password.
    .configureOutput({ outputError: (text) => tell(withoutLogins(text)) })
    .exitOverride();
  const named = Object.hasOwn(commands, argv[2] ?? "") ? commands[argv[2]!] : undefined;
  try {
    for (const load of named ? [named] : Object.values(commands)) (await load()).register(program);
    await program.parseAsync(argv as string[]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    tell(`${withoutLogins(toldOf(error))}\n`);
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
