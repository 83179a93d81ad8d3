import type { Stack } from "@pulumi/pulumi/automation";
import { ALLOW_VARIABLE, readAllowed } from "../../model/endpoints";
import type { NameSeen } from "../../model/hostNames";
import { ProblemsError } from "../../model/problems";
import { type Migration, readMigration } from "../../model/spec";
import { type CloudSettings, parseClouds } from "../../model/spec/clouds";
import type { TargetBefore } from "../../mysql/copied/before";
import type { MigrationFacts } from "../../mysql/migrationFacts";
import type { TaskInfo } from "../../provider/core/task";
import { allResources, type Recorded } from "../audit/state";
import { recordedMigration } from "../status/reached";
import { sourceNamesIn } from "../status/sourceName";
import { UserError } from "../terminal/errors";
import type { Admin } from "./admins";
import { openStack, type StackChoice, saidByEngine } from "./project";
import { adminsIn, readStack } from "./stackSettings";
import { takenOverBy } from "./takenOver";

/** A stack's migration, for commands that work on two servers. */
export interface StackMigration {
  stack: string;
  migration: Migration;
  admins: { source: Admin; target: Admin };
  /** Addresses from which the task connects to the source; empty while there is no task. */
  callers: string[];
  /** Settings that advice about the servers must not break. */
  around: MigrationFacts;
  /** How its clouds are reached. @throws ProblemsError */
  clouds(): CloudSettings;
  /** The host at which the task finds the source, whatever leads this machine there; undefined: not known yet. */
  sourceHost?: string;
  /** The source's name and address when the task was configured; undefined: no proven name. */
  sourceName?: NameSeen;
  /** The vendor's id of its task; undefined while there is none. */
  taskId?: string;
  /** The stack that has taken over its task; undefined: none. */
  takenOver(task: TaskInfo): string | undefined;
  /** Server users that belong to the migration, not to the application. */
  users: string[];
}

/**
 * Reads a stack's migration, and its passwords as decrypted by the engine.
 *
 * @throws UserError if the stack does not exist, ProblemsError if its migration is invalid
 */
export async function stackMigration(choice: StackChoice): Promise<StackMigration> {
  const stack = await opened(choice);
  const [settings, outputs] = await Promise.all([readStack(stack), stack.outputs()]);
  const written = settings.json("migration");
  if (written === undefined)
    throw new UserError(
      `the stack ${stack.name} configures no migration; needed: ${settings.project}:migration in its file, as in stacks/Pulumi.alibaba-to-huawei.yaml`,
    );
  // Parsed as "done", so that an expired migration can still be read.
  const { value, problems } = readMigration(written, "done");
  if (!value) throw new ProblemsError("the migration", problems);
  const { migration } = value;
  const admins = adminsIn(settings, migration);
  // Created for the duration of the migration: only the state contains it.
  const made: unknown = outputs["sourceHost"]?.value;
  if (admins.source.host === undefined && typeof made === "string") admins.source.host = made;
  const callers: unknown = outputs["egressCidrs"]?.value;
  return {
    stack: stack.name,
    migration,
    admins,
    callers: Array.isArray(callers) ? callers.map(String) : [],
    around: aroundOf(settings.recorded),
    clouds: () => cloudsOf(settings.json("clouds")),
    sourceHost: typeof made === "string" ? made : undefined,
    sourceName: sourceNamesIn(settings.recorded)[0],
    taskId: allResources(settings.recorded).find(({ type }) => type === "dbferry:index:ReplicationTask")?.id,
    takenOver: (task) => takenOverBy(task, settings.recorded, { project: settings.project, name: stack.name }),
    users: [admins.source.user, admins.target.user, ...accountsIn(settings.recorded)],
  };
}

function cloudsOf(written: unknown): CloudSettings {
  const { clouds, problems } = parseClouds(written ?? {}, readAllowed(process.env[ALLOW_VARIABLE]));
  if (problems.length > 0) throw new ProblemsError("the migration", problems);
  return clouds;
}

/** The engine's own message, without the SDK's dump. */
async function opened(choice: StackChoice): Promise<Stack> {
  try {
    return await openStack(choice);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(saidByEngine(error as Error));
  }
}

/** The migration account as it was created; its name identifies its owner. */
function accountsIn({ resources = [] }: Recorded): string[] {
  const made = resources.filter(({ type }) => type === "dbferry:index:MysqlAccount");
  return made.flatMap(({ outputs }) => (typeof outputs?.["user"] === "string" ? [outputs["user"]] : []));
}

function aroundOf(recorded: Recorded): MigrationFacts {
  const [account] = accountsIn(recorded);
  const { reached } = recordedMigration(recorded);
  const preflight = recorded.resources?.find(({ type }) => type === "dbferry:index:Preflight");
  const before = preflight?.outputs?.["targetBefore"] as TargetBefore | undefined;
  return {
    ...(account !== undefined ? { account } : {}),
    ...(before ? { before } : {}),
    ...(reached === "cutover" || reached === "done" ? { cutOver: true } : {}),
  };
}
