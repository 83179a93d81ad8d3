import { type Command, Option } from "commander";
import { PHASES } from "../../model/phase";
import { jsonText } from "../../model/printing/json";
import { visible } from "../../model/printing/visible";
import { confineToEngine } from "../engine/environment";
import { knownPhase, setPhase } from "../engine/phase";
import { preview, type UpdateOptions, update } from "../engine/update";
import { openWork, recoverInterrupted } from "../engine/work";
import { confirm, requireYesOrTerminal, withYes } from "../terminal/confirm";
import { print, printError, printRaw } from "../terminal/print";

interface Options {
  stack?: string;
  phase?: string;
  policyPack?: string[];
  skipPreview?: boolean;
  yes?: boolean;
  json?: boolean;
  env?: string[];
  cwd: string;
}

/** Listed for completion and `--help`; any other value is refused with the closest valid one. */
function phaseOption(): Option {
  const option = new Option("-p, --phase <phase>", "set the phase first");
  option.argChoices = [...PHASES];
  return option;
}

export function register(program: Command): void {
  withYes(
    program
      .command("up")
      .description(
        "bring a migration to a phase: show what will happen, ask, do it; recovers from a killed update. " +
          "Exit code 0: done, 1: refused or failed, or not confirmed, 2: could not run, 130: stopped by Ctrl-C",
      )
      .option("-s, --stack <name>", "the stack; the selected one by default")
      .addOption(phaseOption())
      .option("--policy-pack <folder...>", "policy packs to run")
      .option("--skip-preview", "do not show what will happen first; requires --yes")
      .option("--env <name...>", "additional environment variables that the program or a provider needs")
      .option("-C, --cwd <folder>", "folder of the project", process.cwd())
      .option("--json", "what was done as JSON on standard output, everything else on standard error"),
  ).action((options: Options) => {
    const left = confineToEngine(options.env);
    if (left.length > 0)
      printError(`not passed to the engine and its programs: ${visible(left.join(", "))}; --env <name> passes one\n`);
    return up(options);
  });
}

/** Repairs the engine's state, then previews, confirms and updates. */
export async function up(options: Options): Promise<void> {
  knownPhase(options.phase);
  requireYesOrTerminal("dbferry up", options);
  const say = (line: string) => (options.json ? printError : print)(`${line}\n`);
  const opened = await openWork(options, say);
  const { engine, stack } = opened;
  const phase = options.phase === undefined ? {} : { phase: options.phase };
  const work: UpdateOptions = {
    engine,
    stack,
    policyPack: options.policyPack,
    say,
    report: (done) => {
      if (options.json) printRaw(jsonText({ ...done, ...phase }));
    },
  };
  const putBack = await setPhase(stack, options.phase);
  try {
    // Even unattended, a preview reports what the policy pack refuses before the first resource is created.
    if (!(options.yes && options.skipPreview)) await preview(work);
    await confirm(`Perform this update of the stack ${visible(stack.name)}?`, options);
  } catch (error) {
    await putBack();
    throw error;
  }
  await recoverInterrupted(opened, "completing");
  await update(work);
}
