import { join } from "node:path";
import { PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { confineEnvironment } from "../../system/environment.mjs";
import { claimFolder } from "../../system/folders";
import { Progress } from "../engine/progress";
import { startQuickly } from "../engine/quickStarts";
import { up } from "../engine/up";
import { UserError } from "../terminal/errors";
import { print as write } from "../terminal/print";
import { Status } from "../terminal/status";
import { Control } from "./control";
import { allowlistsOf, compareAll, openingsOf } from "./proof";
import { type DemoReport, type PhaseReport, tableOf, writeReport } from "./report";
import { type RunningSandbox, startSandboxProcess } from "./sandboxProcess";
import {
  furnishStack,
  makeRefusedStack,
  makeStackAhead,
  outputsIn,
  recordedIn,
  type SandboxProject,
  writePhase,
} from "./workspace";

export interface DemoOptions {
  /** Root of the clone. */
  root: string;
  /** Folder for everything the demo creates. */
  folder: string;
  /** Path of the report. */
  report: string;
}

/** Simulated seconds per real second: the demo does not make users sit through the vendors' waits. */
const CLOCK = 600;
/** Polling fast is fine: no real cloud is involved. */
const POLL_SECONDS = 0.1;

/** Runs a whole migration in the sandbox, until nothing is left open. Returns what it proved. */
export async function runDemo({ root, folder, report: file }: DemoOptions): Promise<DemoReport> {
  // The simulated clouds need none of the user's credentials.
  confineEnvironment("sandboxEngine");
  startQuickly();
  claimFolder(folder, "demo", "--folder");
  const started = Date.now();
  heading("the sandbox: two real MySQL servers and two clouds on loopback");
  const engine = await PulumiCommand.get();
  // Neither calls a cloud, so neither waits for them to start.
  const refusal = beside(refused(engine, root, join(folder, "refused")));
  const making = beside(makeStackAhead(root, join(folder, "demo"), engine));
  const sandbox = await startSandboxProcess({
    dir: join(folder, "sandbox"),
    data: "demo",
    clock: CLOCK,
    bundle: join(root, "sandbox/dist/main.js"),
  });
  const interrupted = () => void sandbox.stop().then(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    say(
      `source ${sandbox.source.instanceId} at ${sandbox.source.connect}, target ${sandbox.target.instanceId} at ${sandbox.target.connect}`,
    );
    const control = new Control(sandbox.endpoints.control);
    const before = JSON.stringify(await control.world());
    heading("a refused change: openings for every address");
    const { lines, policy } = await refusal;
    if (before !== JSON.stringify(await control.world())) policy.created += 1;
    for (const line of lines) print(line);
    say(
      `refused ${policy.refused} times; ${policy.created === 0 ? "nothing was created" : "BUT SOMETHING WAS CREATED"}`,
    );
    const stack = await making;
    const project = await furnishStack(stack, sandbox, root, join(folder, "demo"), (_, clouds) => {
      clouds.pollSeconds = POLL_SECONDS;
    });
    const report = {
      ...(await migrate(root, project, stack, sandbox)),
      policy,
      seconds: (Date.now() - started) / 1000,
    };
    writeReport(file, report);
    print(`\n${tableOf(report)}`);
    verdictOf(report);
    return report;
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await sandbox.stop();
  }
}

async function migrate(
  root: string,
  project: SandboxProject,
  stack: Stack,
  sandbox: RunningSandbox,
): Promise<Omit<DemoReport, "policy" | "seconds">> {
  // The demo's own checks query the sandbox's clouds from this process.
  process.env[ALLOW_VARIABLE] = project.env[ALLOW_VARIABLE];
  const control = new Control(sandbox.endpoints.control);
  const pack = join(root, "policies");

  heading("the same review for this migration");
  const review = new Progress(print, { planned: "quiet" });
  await told("the review", review, () => stack.preview({ policyPacks: [pack], onEvent: review.onEvent }));
  say("the policy pack has no objections");

  await control.startWriter();
  const phases: PhaseReport[] = [];
  phases.push(await phase(project, stack, "prepare"));
  const during = beside(allowlistsOf(sandbox));
  phases.push(await phase(project, stack, "migrate"));
  const committed = await control.stopWriter();
  say(`the writer committed ${committed.toLocaleString("en")} transactions meanwhile and has been stopped`);
  phases.push(await phase(project, stack, "cutover"));
  const { gtid = "" } = outputsIn(project);
  // What the last phase removes carries no data.
  const comparison = beside(compareAll(sandbox));
  phases.push(await phase(project, stack, "done"));

  heading("the audit: reads the clouds, not the state");
  const left = await openingsOf(stack, project);
  for (const opening of left) print(pc.red(`  still open: ${opening}`));
  if (left.length === 0) say("nothing is left open");
  return {
    phases,
    allowlist: { during: await during, after: await allowlistsOf(sandbox) },
    ...(await comparison),
    gtid: String(gtid),
    writer: { committed },
    openingsLeft: left.length,
  };
}

/** Work whose result, or failure, is awaited later. */
function beside<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/** Previews a program that must be refused; the state then shows that nothing was created. */
async function refused(
  engine: PulumiCommand,
  root: string,
  folder: string,
): Promise<{ lines: string[]; policy: DemoReport["policy"] }> {
  const stack = await makeRefusedStack(folder, root, engine);
  const lines: string[] = [];
  const progress = new Progress((line) => lines.push(line), { planned: "quiet" });
  const error = await stack.preview({ policyPacks: [join(root, "policies")], onEvent: progress.onEvent }).then(
    () => undefined,
    (failed: Error) => failed,
  );
  if (!error) throw new UserError("the policy pack accepted openings for every address", 1);
  if (progress.refusals.length === 0)
    throw new UserError(`the preview failed, but not because of a policy: ${error.message}`, 1);
  const rules = [...new Set(progress.refusals.map(({ policy }) => policy))].sort();
  const created = recordedIn(folder, "refused", "refused");
  return { lines, policy: { refused: progress.refusals.length, rules, created } };
}

async function phase(project: SandboxProject, stack: Stack, name: string): Promise<PhaseReport> {
  heading(`pulumi up: ${name}`);
  const began = Date.now();
  writePhase(project, name);
  const status = new Status();
  const progress = new Progress(print, { status });
  await told(`the phase ${name}`, progress, () => up(stack, { onEvent: progress.onEvent })).finally(() => status.end());
  const { created, deleted } = progress.counts;
  return { name, seconds: (Date.now() - began) / 1000, created, deleted };
}

/** The engine's failures are in its events; the Automation API's error would repeat the whole output. */
async function told(what: string, progress: Progress, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reasons = [...progress.errors, ...progress.refusals.map(({ message }) => message)];
    throw reasons.length > 0 ? new UserError(`${what} failed: ${reasons.join("\n")}`, 1) : error;
  }
}

/** The demo fails if it disproves what it claims. */
function verdictOf(report: DemoReport): void {
  const wrong = [
    report.openingsLeft > 0 && `${report.openingsLeft} openings are left`,
    !report.checksumEqual && "source and target differ",
    report.rows.source === 0 && "no row was migrated",
    report.policy.refused === 0 && "no opening was refused",
    report.policy.created > 0 && "a refused preview created a resource",
  ].filter((text) => typeof text === "string");
  if (wrong.length > 0) throw new UserError(`the demo failed: ${wrong.join("; ")}`, 1);
}

function heading(text: string): void {
  print(`\n${pc.bold(pc.cyan(text))}`);
}

function say(text: string): void {
  print(pc.bold(text));
}

function print(line: string): void {
  write(`${line}\n`);
}
