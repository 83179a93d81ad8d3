import type { Ownership } from "../../model/ownership";
import type { Engine } from "../../model/scenario";
import type { KnownTask } from "../../provider/audit/tasks";

/** The parts of an exported state that an audit reads. */
export interface RecordedResource {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  /** `<urn>::<id>` of its provider. */
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** When the engine first recorded it, ISO 8601. */
  created?: string;
}

export interface Recorded {
  resources?: RecordedResource[];
  /** Calls of a killed update. What they created may exist without being recorded as a resource. */
  pending_operations?: { resource: RecordedResource }[];
}

/** Whether a state has a part of a VPN, or a killed update was making one, which has no id yet. */
export function hasTunnels(recorded: Recorded): boolean {
  return allResources(recorded).some(({ type }) => /^(alicloud:|(huawei|tencent)cloud:index\/)vpn/.test(type));
}

/** Merges two states of one stack. */
export function together(now: Recorded, earlier: Recorded): Recorded {
  return {
    resources: [...(now.resources ?? []), ...(earlier.resources ?? [])],
    pending_operations: [...(now.pending_operations ?? []), ...(earlier.pending_operations ?? [])],
  };
}

/** Everything in the state that may exist in a cloud, providers included. */
export function allResources({ resources = [], pending_operations: pending = [] }: Recorded): RecordedResource[] {
  return [...resources, ...pending.map(({ resource }) => resource)].filter(({ custom }) => custom);
}

/** The migrations that the state has a record of. */
export function recordsIn({ resources = [] }: Recorded): RecordedResource[] {
  return resources.filter(({ type }) => type === "dbferry:index:MigrationRecord");
}

/** The tasks in the state, in the form that an audit needs. */
export function knownTasksIn(recorded: Recorded): KnownTask[] {
  return allResources(recorded)
    .filter(({ type, id }) => type === "dbferry:index:ReplicationTask" && id)
    .map(asKnown);
}

/** The vendor's ids of those tasks. */
export function tasksIn(recorded: Recorded): string[] {
  return knownTasksIn(recorded).map(({ id }) => id);
}

export function asKnown({ id, inputs = {} }: RecordedResource): KnownTask {
  const { instanceId } = (inputs["target"] ?? {}) as { instanceId?: unknown };
  return {
    id: id!,
    ...(typeof instanceId === "string" ? { target: instanceId } : {}),
    engine: inputs["engine"] as Engine,
    ends: { source: inputs["source"], target: inputs["target"] } as KnownTask["ends"],
  };
}

/** Ids of everything in the state, as the providers identify it, and as the clouds show it where that differs. */
export function madeIn(recorded: Recorded): string[] {
  return allResources(recorded).flatMap((one) => (one.id ? [one.id, ...inGroup(one)] : []));
}

/** A list of a machine is found in its security group, which knows no machine. */
function inGroup({ type, inputs = {} }: RecordedResource): string[] {
  const { id } = (inputs["securityGroup"] ?? {}) as { id?: unknown };
  const { group } = inputs;
  if (type !== "dbferry:index:AllowlistEntry" || typeof id !== "string" || typeof group !== "string") return [];
  return [`${id}/${group}`];
}

export function providerOf({ provider }: RecordedResource, recorded: Recorded): RecordedResource | undefined {
  if (!provider) return undefined;
  return recorded.resources?.find(({ urn, id }) => provider === `${urn}::${id}`);
}

/** Whether one of dbferry's components registered it. */
export function isInComponent(urn: string): boolean {
  return /\bdbferry:index:\w+\$/.test(urn);
}

export function nameOf({ urn }: RecordedResource): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The cloud sections of a dbferry provider's configuration, stored as JSON text. */
export function sections(inputs: Record<string, unknown>): [string, Record<string, unknown>][] {
  return Object.entries(inputs).flatMap(([name, text]) => {
    const section = typeof text === "string" ? parsed(text) : text;
    return section && typeof section === "object" ? [[name, section as Record<string, unknown>] as const] : [];
  }) as [string, Record<string, unknown>][];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The stack, and the id that the dbferry provider has in its state. A provider without one was created by a version
 * that did not mark resources.
 *
 * @param name as given by the backend: `stack` or `organization/project/stack`
 */
export function ownershipIn(
  recorded: Recorded,
  { project, name }: { project: string; name: string },
): { ownership: Ownership; unmarkedIsOurs: boolean } {
  const parts = name.split("/");
  const [organization = "organization"] = parts.length > 1 ? parts : [];
  const provider = allResources(recorded).find(({ type }) => type === "pulumi:providers:dbferry");
  const written = provider?.inputs?.["stateId"];
  const id = typeof written === "string" ? parsed(written) : undefined;
  return {
    ownership: { organization, project, stack: parts.at(-1)!, ...(typeof id === "string" ? { id } : {}) },
    unmarkedIsOurs: provider !== undefined && id === undefined,
  };
}
