import type { Command } from "commander";
import { visible } from "../../model/printing/visible";
import type { Side } from "../../model/side";
import { makePassword } from "../../mysql/accounts/newPassword";
import { isFailed } from "../../provider/core/states";
import { passwordRefusal } from "../../provider/resources/run/password";
import { optionsOf } from "../audit/accounts";
import { allResources } from "../audit/state";
import { type Change, refuseUnapplied, runChange, setSecret } from "../dayTwo/change";
import { type Changed, proveLogin } from "../dayTwo/login";
import { type DayTwoOptions, openMigration, type RunningMigration, runOf } from "../dayTwo/migration";
import { changePasswords, refusedLogins } from "../dayTwo/newPassword";
import { withStack } from "../dayTwo/options";
import { refused } from "../dayTwo/refused";
import { confirm } from "../terminal/confirm";
import { UserError } from "../terminal/errors";
import { print } from "../terminal/print";

interface Options extends DayTwoOptions {
  account?: boolean;
  source?: boolean;
  target?: boolean;
}

export function register(program: Command): void {
  withStack(
    program
      .command("rotate")
      .description(
        "change passwords while the replication runs: on the server, in the stack and in the task. " +
          "Exit code 0: changed, 1: it cannot be changed, 3: changed, but it is not proven that the task logs in with it",
      )
      .option("--account", "the migration account's, to a generated one")
      .option("--source", "the source administrator's; the new one from DBFERRY_NEW_SOURCE_PASSWORD or a prompt")
      .option("--target", "the target administrator's; the new one from DBFERRY_NEW_TARGET_PASSWORD or a prompt"),
  ).action(rotate);
}

async function rotate(options: Options): Promise<void> {
  const { account = false } = options;
  const sides = (["source", "target"] as const).filter((side) => options[side]);
  if (!account && sides.length === 0) throw new UserError("needed: one or more of --account, --source and --target");
  // Captured before the environment is restricted to what the engine needs.
  const env = { ...process.env };
  const underWay = await openMigration("rotate", options);
  const { admins, work } = underWay;
  refuseUnable(underWay, { account, target: sides.includes("target") });
  const logins = sides.map((side) => {
    const login = optionsOf(side, admins[side]);
    if (typeof login === "string") throw refused("rotate", `the ${side} cannot be reached: ${login}`);
    return { side, login };
  });
  // A failed task, perhaps because of its old password, differs from what an update expects, so its run is excluded.
  const failed = underWay.task && isFailed(underWay.task.state);
  const ahead = await refusedLogins(logins);
  if (ahead.length === 0) await refuseUnapplied("rotate", underWay, failed ? runOf(underWay) : []);
  // It was reset in the console, or an earlier run was killed: with the old one, every preview fails.
  else
    work.say(
      `the ${ahead.join(" and the ")} no longer accepts the password in the stack, so it cannot be previewed what else an update would change`,
    );
  if (account)
    work.say(
      `sets a new password for the migration account ${visible(accountOf(underWay))}, on the source and in the task`,
    );
  for (const { side, login } of logins)
    work.say(
      visible(
        `sets a new password for the administrator ${login.user} on the ${side}${side === "target" ? " and in the task" : ""}`,
      ),
    );
  work.say("the task is neither replaced nor ended");
  const proves = (account || sides.includes("target")) && logsInAgain(underWay, failed);
  if (proves) work.say("then the task is paused and resumed, so that it logs in again: that proves the new password");
  await confirm("rotate?", options);

  const change: Change = account ? { accountPassword: { value: makePassword(), secret: true } } : {};
  const keep = (side: Side, fresh: string) => setSecret(work, `${side}AdminPassword`, fresh);
  const fresh = await changePasswords(logins, { env, say: work.say, keep });
  // The source administrator's new password, if that was changed as well.
  const current = { ...admins };
  for (const side of sides) current[side] = { ...current[side], password: fresh[side]! };
  const used: Changed = {
    ...(account ? { source: accountOf(underWay) } : {}),
    ...(sides.includes("target") ? { target: current.target.user } : {}),
  };
  await runChange("rotate", underWay, change);
  print(proves ? `rotated; ${await proveLogin({ ...underWay, admins: current }, used)}\n` : "rotated\n");
}

/**
 * A task that is copying keeps its sessions, and would use a new password much later. One that has not started logs in
 * when it does; one that has ended, never; one that failed, when an update continues it.
 */
function logsInAgain({ task }: RunningMigration, failed = false): boolean {
  return task !== undefined && !failed && task.state !== "configuring" && task.state !== "ended";
}

/** The account as it was created; its name identifies its owner. */
function accountOf({ recorded, migration }: RunningMigration): string {
  const made = allResources(recorded).find(({ type }) => type === "dbferry:index:MysqlAccount");
  return String(made?.outputs?.["user"] ?? migration.name);
}

/** Refuses up front what the service cannot do in this state. @throws UserError */
function refuseUnable(
  { task, driver, phase }: RunningMigration,
  { account, target }: { account: boolean; target: boolean },
): void {
  // The task only logs in with these two.
  if (!task || !(account || target)) return;
  const say = (why: string) => refused("rotate", why);
  if (task.state === "ended" && phase === "cutover") {
    if (account) throw say("the task has ended and nothing uses the account any more; the phase done drops it");
    return;
  }
  const why = passwordRefusal(driver, task);
  if (why) throw say(why);
  if (task.state === "paused" || task.state === "pausing")
    throw say("the task is paused, and the update would resume it; run `dbferry resume` first");
}
