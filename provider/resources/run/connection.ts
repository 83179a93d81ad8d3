import type { Path } from "../../../model/scenario";
import type { Side } from "../../../model/side";
import { type CallContext, pause } from "../../core/context";
import type { Driver } from "../../core/driver";
import { UserProblem } from "../../core/failure";
import type { TaskInfo } from "../../core/task";
import type { Login } from "../../core/taskSpec";
import { type Blocked, explain, isOpenedByHand } from "./blocked";
import type { RunPlan } from "./plan";
import { PrecheckFailed } from "./precheck";

export interface Ends {
  source: Login;
  target: Login;
}

/**
 * Tests the connections to both sides until both succeed, within a time window, because allowlists and rules take a
 * while to take effect everywhere. Stops at once on a problem that retrying cannot solve. Problems of both sides are
 * reported together.
 * @param windowSeconds how long to retry
 * @returns whether it had to wait
 */
export async function connectBoth(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  ends: Ends,
  path: Path,
  windowSeconds: number,
): Promise<boolean> {
  const end = Date.now() + windowSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    const blocked: Blocked[] = [];
    for (const side of ["source", "target"] as const) {
      ctx.progress(`testing the connection to the ${side} (attempt ${attempt})`);
      const problem = await testOne(ctx, driver, task, side, ends[side], path);
      if (problem) blocked.push(problem);
    }
    if (blocked.length === 0) return attempt > 1;
    if (blocked.some((problem) => problem.final) || Date.now() >= end)
      throw new UserProblem(tell(blocked, attempt, windowSeconds));
    ctx.progress(`no connection yet, giving up in ${secondsTo(end)} s: ${firstLine(blocked[0]!.text)}`);
    await pause(ctx, "testing the connections of the task");
  }
}

/**
 * Repeats a precheck while the connection is what it fails at: in front of a source that its owner runs, a person has to
 * let the task in. Where the service has a test of its own, the connection is proven by then.
 */
export async function untilLetIn<T>(
  ctx: CallContext,
  driver: Driver,
  { source, connectWindowSeconds }: Pick<RunPlan, "source" | "connectWindowSeconds">,
  check: () => Promise<T>,
): Promise<T> {
  const end = Date.now() + connectWindowSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof PrecheckFailed) || !isOpenedByHand(source)) throw error;
      const shut = error.failed.filter(({ id }) => id === driver.connectionItem);
      if (shut.length === 0 || shut.some(({ found }) => isAboutLogin(found))) throw error;
      if (Date.now() >= end) throw new PrecheckFailed(error.failed, `${error.message}\n${notLetIn(source, attempt)}`);
      ctx.progress(`no connection yet, giving up in ${secondsTo(end)} s: ${shut[0]!.found}`);
      await pause(ctx, "repeating the precheck of the task");
    }
  }
}

/** Repeating it would lock the account. */
const isAboutLogin = (found: string) => /access denied|\b1045\b|is blocked|\b1129\b/i.test(found);

function notLetIn({ port }: Login, attempts: number): string {
  return (
    `after ${attempts} attempts; if it is the source that does not answer: let every address of the task in to TCP port ${port} on every firewall in front of the ` +
    "server (addresses and commands: pulumi stack output hostOpenings); dbferry opens nothing there and looks at nothing there"
  );
}

async function testOne(
  ctx: CallContext,
  driver: Driver,
  task: TaskInfo,
  side: Side,
  login: Login,
  path: Path,
): Promise<Blocked | undefined> {
  if (!driver.can.testConnection)
    throw new Error(`${driver.title} has no connection test, but its preparation requires one`);
  const test = await driver.can.testConnection(task.id, side, login, path);
  return test.ok ? undefined : explain(ctx, driver, task, side, login, path, test);
}

function tell(blocked: readonly Blocked[], attempts: number, windowSeconds: number): string {
  const tries = attempts > 1 ? ` (after ${attempts} attempts in up to ${windowSeconds} s)` : "";
  return `connection test failed${tries}; the task was not started: correct this and run the update again, which repeats the test\n${blocked.map((problem) => problem.text).join("\n")}`;
}

function secondsTo(end: number): number {
  return Math.max(0, Math.ceil((end - Date.now()) / 1000));
}

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}
