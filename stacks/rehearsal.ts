import { rootCertificates } from "node:tls";
import * as pulumi from "@pulumi/pulumi";
import { isPem } from "../model/certificates";
import type { Phase } from "../model/phase";
import { PLANNED, type Registered, type Rehearsal } from "../model/plan/registered";
import { scenarioOf } from "../model/scenario";
import { LONGEST_OPENING_DAYS, type Migration } from "../model/spec";
import type { CloudSettings } from "../model/spec/clouds";
import { asIfRead } from "../model/spec/rules/readByHand";
import { carriedOut } from "./migrate";

/** What else decides whether a program is accepted. */
export interface Surroundings {
  clouds?: CloudSettings;
  /** The stack's `dbferry:policies`. */
  policies?: unknown;
}

/**
 * Runs the program for each phase of a migration against the SDK's mocked engine, which records what is registered: no
 * cloud, no server and no state. So a plan lists what an update registers, and nothing else.
 *
 * @throws pulumi.RunError when the program refuses the migration
 */
export async function rehearse(migration: Migration, around: Surroundings = {}): Promise<Rehearsal> {
  const made: Partial<Record<Phase, readonly Registered[]>> = {};
  const restore = silenced();
  try {
    // One after the other: the SDK has one engine per process.
    for (const phase of PLANNED) made[phase] = await registeredIn(phase, timeless(asIfRead(migration)), around);
  } finally {
    restore();
  }
  return made as Rehearsal;
}

async function registeredIn(phase: Phase, migration: Migration, around: Surroundings): Promise<Registered[]> {
  const registered: Registered[] = [];
  // The address is read from a task that is there by then.
  const taskIsThere = scenarioOf(migration)?.readByHand !== undefined;
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => (token === STATE && taskIsThere ? stateWithTask(migration) : (ANSWERS[token] ?? {})),
      newResource: ({ type, name, custom, id, inputs }) => {
        // The vendors' resources are imported by id; dbferry's own take over what their input names.
        const adopted = id || inputs.adopt;
        registered.push({ type, name, custom: custom !== false, ...(adopted ? { adopted } : {}) });
        return { id: undefined, state: inputs };
      },
    },
    "dbferry",
    "plan",
    // As in a preview, nothing is known that only a cloud can say.
    true,
  );
  pulumi.runtime.setAllConfig(
    around.policies === undefined ? {} : { "dbferry:policies": JSON.stringify(around.policies) },
  );
  const clouds = around.clouds ?? {};
  const passwords = { source: NO_PASSWORD, target: NO_PASSWORD, sourceSshKey: NO_PASSWORD };
  try {
    const made = await carriedOut({ migration, phase, clouds, passwords }, {});
    await new Promise<void>((known) => void made.urn.apply(() => known()));
  } finally {
    // What waits for others is registered once the queue has drained, before another phase takes the engine's place.
    await pulumi.runtime.disconnect();
  }
  return registered;
}

const STATE = "pulumi:pulumi:readStackResourceOutputs";

/** What the provider would say of a stack without any problem. */
const ANSWERS: Readonly<Record<string, object>> = {
  "dbferry:index:lookAhead": { problems: [], notLookedAt: [] },
  "dbferry:index:readStateId": { id: "00000000-0000-4000-8000-000000000000" },
  [STATE]: { outputs: {} },
};

function stateWithTask({ name }: Migration): object {
  const type = "dbferry:index:ReplicationTask";
  return { outputs: { [`urn:pulumi:plan::dbferry::${type}::${name}-task`]: { type, outputs: {} } } };
}

/** It is neither the stack's nor sent anywhere. */
const NO_PASSWORD = "not-a-password";
const DAY_MS = 86_400_000;

/**
 * The same migration, without its files and with no end that has passed or is too far ahead: its resources follow from
 * neither, and an example must not expire. Any other end stays as it is written, because the policies judge it.
 */
function timeless(migration: Migration): Migration {
  const now = Date.now();
  const later = <T extends { expires: string }>(one: T): T => {
    const days = (Date.parse(one.expires) - now) / DAY_MS;
    return days > 0 && days <= LONGEST_OPENING_DAYS
      ? one
      : { ...one, expires: new Date(now + 7 * DAY_MS).toISOString() };
  };
  const { source, target, task, cutover, exemptions } = migration;
  return {
    ...later(migration),
    source: withAuthority(source),
    target: withAuthority(target),
    task: {
      ...task,
      start: "now",
      ...(task.plainSource ? { plainSource: later(task.plainSource) } : {}),
      acceptedWarnings: task.acceptedWarnings.map(later),
    },
    cutover: { ...cutover, exemptions: cutover.exemptions.map(later) },
    exemptions: exemptions.map(later),
  };
}

/** Instead of a file that may not be there: only that there is an authority matters. */
function withAuthority<T extends { ca?: string }>(side: T): T {
  return side.ca === undefined || isPem(side.ca) ? side : { ...side, ca: rootCertificates[0]! };
}

/** What the program says to an engine is said in the plan, in its own words. */
function silenced(): () => void {
  const { log } = pulumi;
  const { debug, info, warn, error } = log;
  const nothing = async () => {};
  Object.assign(log, { debug: nothing, info: nothing, warn: nothing, error: nothing });
  return () => void Object.assign(log, { debug, info, warn, error });
}
