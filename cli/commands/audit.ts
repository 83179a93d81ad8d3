import type { Command } from "commander";
import pc from "picocolors";
import { jsonText } from "../../model/printing/json";
import { shellCommand } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { auditStack, EXIT_CODES, plain, verdictOf } from "../audit/audit";
import { clean, whyNot, whyNotText } from "../audit/clean";
import { auditEach, exitCodeOf } from "../audit/several";
import { auditText } from "../audit/text";
import { confineToEngine } from "../engine/environment";
import { type ReadStack, stacksToRead } from "../engine/reading";
import { confirm, requireYesOrTerminal, withYes } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print, printError, printRaw } from "../terminal/print";

interface Options {
  stack?: string[];
  cwd: string;
  clean?: boolean;
  endLiveTask?: boolean;
  yes?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  withYes(
    program
      .command("audit")
      .description(
        "read every cloud, region and account that the stack uses, and list what the migration left open. Exit code 0: nothing is open, " +
          "1: something is, 2: the audit or the clean-up failed, 3: not proven, because not everything could be checked",
      )
      .option("-s, --stack <name...>", "the stack, or several; the selected one by default")
      .option("-C, --cwd <folder>", "folder of the project", process.cwd())
      .option(
        "--clean",
        "show the list, ask, and remove everything on it; refused while a task that needs any of it moves data",
      )
      .option(
        "--end-live-task",
        "with --clean: also end a task that moves data; the target never gets what it has not copied yet",
      )
      .option("--json", "as JSON on standard output, everything else on standard error"),
  ).action(audit);
}

async function audit(options: Options): Promise<void> {
  if (options.clean) requireYesOrTerminal("dbferry audit --clean", options);
  if (options.endLiveTask && !options.clean)
    throw new UserError(
      "--end-live-task without --clean does nothing; needed: both options, or neither; nothing was changed",
    );
  const several = (options.stack ?? []).length > 1;
  if (several && options.clean)
    throw new UserError(
      "--clean with several stacks; needed: one stack, because it shows what it will remove and asks; nothing was changed",
    );
  confineToEngine();
  const stacks = await stacksToRead(options.cwd, options.stack);
  if (several) return await auditAll(stacks, options);
  const stack = stacks[0]!;
  let result = await auditStack(stack);
  let failed: string[] = [];
  let recorded: string[] = [];
  let refused: string[] = [];
  if (options.clean && result.findings.length > 0) {
    (options.json ? printError : print)(auditText(result));
    refused = options.endLiveTask ? [] : await whyNot(result);
    if (refused.length === 0) {
      await confirm(`Remove all ${result.findings.length} of them?`, options);
      failed = await clean(result, { endLive: options.endLiveTask, say: (line) => printError(`${visible(line)}\n`) });
      result = await auditStack(stack);
      recorded = await temporaryInState(stack);
    }
  }
  if (options.json) printRaw(jsonText({ ...plain(result), ...(options.clean ? { refused, failed } : {}) }));
  else if (refused.length === 0) print(auditText(result));
  for (const line of failed) printError(`${pc.red(visible(line))}\n`);
  if (refused.length > 0) printError(whyNotText(refused, stack.name));
  if (recorded.length > 0)
    printError(
      `the stack's state still has ${visible(recorded.join(", "))}: the next update notices that they are gone and creates again what its phase ` +
        `needs; to remove them from the state:\n    ${shellCommand("pulumi", "refresh", "--stack", stack.name)}\n`,
    );
  const exitCode = EXIT_CODES[verdictOf(result)];
  process.exitCode = failed.length > 0 && exitCode !== 1 ? 2 : exitCode;
}

/** Audits run concurrently but report in order; a stack that cannot be audited does not affect the others. */
async function auditAll(stacks: readonly ReadStack[], { json }: Options): Promise<void> {
  const audits = await auditEach(stacks);
  if (json)
    printRaw(
      jsonText({ stacks: audits.map(({ name, ...one }) => ({ stack: name, ...("error" in one ? one : plain(one)) })) }),
    );
  else
    for (const one of audits) {
      print(`${pc.bold(visible(one.name))}\n`);
      if ("error" in one) print(pc.red(`not audited: ${one.error}\n`));
      else print(auditText(one));
    }
  process.exitCode = exitCodeOf(audits);
}

/** Names of temporary resources still in the state after a clean-up. */
async function temporaryInState(stack: ReadStack): Promise<string[]> {
  const { deployment } = await stack.exportStack();
  const resources: { urn: string; type: string; custom?: boolean }[] = deployment.resources ?? [];
  return resources
    .filter(({ type, custom }) => custom && !KEPT.test(type))
    .map(({ urn }) => urn.split("::").at(-1) ?? urn)
    .sort();
}

/** Resource types that an audit ignores: providers, gates, records. */
const KEPT = /^pulumi:|^dbferry:index:(Preflight|Cutover)$/;
