import type { Command } from "commander";
import pc from "picocolors";
import { PHASES } from "../../model/phase";
import { quoted, visible } from "../../model/printing/visible";
import { confineToEngine } from "../engine/environment";
import { Progress } from "../engine/progress";
import { openStack } from "../engine/project";
import { recover } from "../engine/recover";
import { UserError } from "../terminal/errors";
import { print, tell } from "../terminal/print";

interface Options {
  stack?: string;
  phase?: string;
  policyPack?: string[];
  env?: string[];
  cwd: string;
}

export function register(program: Command): void {
  program
    .command("up")
    .description("bring a migration to a phase; completes what a killed update began")
    .option("-s, --stack <name>", "the stack; the selected one by default")
    .option("-p, --phase <phase>", `set the phase first: ${PHASES.join(", ")}`)
    .option("--policy-pack <folder...>", "policy packs to run")
    .option("--env <name...>", "further variables of the environment that the program or a provider needs")
    .option("-C, --cwd <folder>", "folder of the project", process.cwd())
    .action((options: Options) => {
      const left = confineToEngine(options.env);
      if (left.length > 0)
        tell(`not given to the engine and what it starts: ${visible(left.join(", "))}; --env <name> gives one\n`);
      return up(options);
    });
}

/** `pulumi up` without confirmation, after repairing the engine's state. */
export async function up(options: Options): Promise<void> {
  if (options.phase !== undefined && !(PHASES as readonly string[]).includes(options.phase)) {
    throw new UserError(`--phase ${JSON.stringify(options.phase)} is not a phase; needed: one of ${PHASES.join(", ")}`);
  }
  const stack = await openStack(options);
  const project = (await stack.workspace.projectSettings()).name;
  const backend = (await stack.workspace.whoAmI()).url ?? "";
  const { cleared, interrupted } = await recover(stack, backend, project);
  for (const lock of cleared) say(`cleared the lock of process ${lock.pid}, which is dead`);
  for (const operation of interrupted) say(`completing what was interrupted: ${operation}`);
  if (options.phase) await stack.setConfig("phase", { value: options.phase });

  const progress = new Progress((line) => print(`${line}\n`));
  try {
    const { summary } = await stack.up({ onEvent: progress.onEvent, policyPacks: options.policyPack });
    const { created, updated, deleted } = progress.counts;
    say(`${summary.result}: ${created} created, ${updated} updated, ${deleted} deleted`);
  } catch (error) {
    // The failure was already shown, event by event.
    if (progress.errors.length + progress.refusals.length > 0)
      throw new UserError("the update failed; nothing that was created is lost, run it again after the fix", 1);
    throw new UserError(quoted((error as Error).message.split("\n").slice(0, 20).join("\n")), 1);
  }
}

function say(text: string): void {
  print(`${pc.bold(visible(text))}\n`);
}
