import { Command, CommanderError } from "commander";
import { register as audit } from "./commands/audit";
import { register as compare } from "./commands/compare";
import { register as cutover } from "./commands/cutover";
import { register as demo } from "./commands/demo";
import { register as preflight } from "./commands/preflight";
import { register as review } from "./commands/review";
import { register as sandbox } from "./commands/sandbox";
import { register as up } from "./commands/up";
import { UserError } from "./terminal/errors";

/** Exit codes: 0 done and good, 1 done and something is found or refused, 2 could not run. */
async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("dbferry")
    .description("MySQL migrations between clouds: stood up, proven, run and taken down")
    .showHelpAfterError()
    .exitOverride();
  for (const register of [up, audit, preflight, compare, cutover, review, demo, sandbox]) register(program);
  try {
    await program.parseAsync(argv as string[]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${messageOf(error)}\n`);
    return error instanceof UserError ? error.exitCode : 2;
  }
}

/** A user's mistake is told by its message; only what is our own mistake shows where it happened. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof UserError || error.name === "ProblemsError";
  return expected || !process.env.DBFERRY_DEBUG ? `dbferry: ${error.message}` : (error.stack ?? error.message);
}

// A vendor's SDK uses an old function of Node; nobody who runs this command can do anything about it.
process.noDeprecation = true;

main(process.argv).then((code) => {
  process.exitCode = code;
});
