import * as pulumi from "@pulumi/pulumi";
import { type Recorded, type Standing, standingsOf } from "../../model/standing";
import { invokeOrExplain } from "../shared/invokeOrExplain";
import { NO_ORGANIZATION, organizationOf } from "../shared/organization";

type Standings = Map<string, Standing>;

/** By engine, so that a program with many migrations reads the state once and not once for each. */
const read = new WeakMap<object, Promise<Standings>>();

/**
 * The standing of every migration in the stack's state, by name, as it was before this program changed any of it. The
 * engine is queried, which changes nothing and needs no access to a cloud, so this works in a preview too.
 *
 * @throws pulumi.RunError when the state cannot be read: it is then unknown what was reached, and nothing may be
 * created
 */
export function readStandings(): Promise<Standings> {
  const engine = pulumi.runtime.getMonitor();
  const known = engine && read.get(engine);
  if (known) return known;
  const standings = readFromEngine();
  if (engine) read.set(engine, standings);
  return standings;
}

async function readFromEngine(): Promise<Standings> {
  const { outputs = {} } = await invokeOrExplain<{ outputs?: Record<string, Omit<Recorded, "name">> }>(
    "read the state of this stack",
    pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: ownName() }, { async: true }),
  );
  const state = Object.entries(outputs).map(([urn, { type, outputs: known = {} }]) => {
    return { type, name: urn.split("::").at(-1)!, outputs: known };
  });
  return standingsOf(state);
}

/** A backend without organisations accepts only the name, and adds the project itself. */
function ownName(): string {
  const stack = pulumi.getStack();
  const organization = organizationOf();
  return organization === NO_ORGANIZATION ? stack : `${organization}/${pulumi.getProject()}/${stack}`;
}
