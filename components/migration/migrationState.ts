import * as pulumi from "@pulumi/pulumi";
import { type MigrationState, migrationStatesOf, type Recorded } from "../../model/migrationState";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { NO_ORGANIZATION, organizationOf } from "../shared/organization";

/** Keyed by engine, so that a program with many migrations reads the state once. */
const read = new WeakMap<object, Promise<Recorded[]>>();

/**
 * Every migration in the stack's state, by name, as it was before this program changed any of it. The
 * engine is queried, which changes nothing and needs no access to a cloud, so this works in a preview too.
 *
 * @throws pulumi.RunError when the state cannot be read: it is then unknown what was reached, and nothing may be
 * created
 */
export async function readMigrationStates(): Promise<Map<string, MigrationState>> {
  return migrationStatesOf(await readState());
}

/** One of them. @param name of its component */
export function recordedOf(name: string): pulumi.Output<MigrationState> {
  return pulumi.output(readMigrationStates().then((states) => states.get(name) ?? {}));
}

/** Whether its task moves data, or has moved it, according to the state: what the task was created with is fixed by then. */
export async function hasMoved(name: string): Promise<boolean> {
  const { reached } = (await readMigrationStates()).get(name) ?? {};
  return reached === "migrate" || reached === "cutover";
}

/** Every resource that the state has, as it was before this program changed any of it. */
export function readState(): Promise<Recorded[]> {
  const engine = pulumi.runtime.getMonitor();
  const known = engine && read.get(engine);
  if (known) return known;
  const state = readFromEngine();
  if (engine) read.set(engine, state);
  return state;
}

async function readFromEngine(): Promise<Recorded[]> {
  const { outputs = {} } = await invokeOrExplain<{ outputs?: Record<string, Omit<Recorded, "name">> }>(
    "read the state of this stack",
    pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: ownName() }, { async: true }),
  );
  return Object.entries(outputs).map(([urn, { type, outputs: known = {} }]) => {
    return { type, name: urn.split("::").at(-1)!, outputs: known };
  });
}

/** A backend without organisations accepts only the name, and adds the project itself. */
function ownName(): string {
  const stack = pulumi.getStack();
  const organization = organizationOf();
  return organization === NO_ORGANIZATION ? stack : `${organization}/${pulumi.getProject()}/${stack}`;
}
