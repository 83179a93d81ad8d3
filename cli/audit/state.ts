import type { Ownership } from "../../model/ownership";

/** What an audit reads of a stack's exported state. */
export interface RecordedResource {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  /** `<urn>::<id>` of its provider. */
  provider?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** When the engine recorded it first, ISO 8601. */
  created?: string;
}

export interface Recorded {
  resources?: RecordedResource[];
  /** Calls of an update that was killed: what they made may exist although it is no resource yet. */
  pending_operations?: { resource: RecordedResource }[];
}

/** Two states of one stack as one. */
export function together(now: Recorded, earlier: Recorded): Recorded {
  return {
    resources: [...(now.resources ?? []), ...(earlier.resources ?? [])],
    pending_operations: [...(now.pending_operations ?? []), ...(earlier.pending_operations ?? [])],
  };
}

/** Everything in the state that a cloud may have, providers included. */
export function allResources({ resources = [], pending_operations: pending = [] }: Recorded): RecordedResource[] {
  return [...resources, ...pending.map(({ resource }) => resource)].filter(({ custom }) => custom);
}

export function providerOf({ provider }: RecordedResource, recorded: Recorded): RecordedResource | undefined {
  if (!provider) return undefined;
  return recorded.resources?.find(({ urn, id }) => provider === `${urn}::${id}`);
}

export function nameOf({ urn }: RecordedResource): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The clouds' sections in the configuration of a dbferry provider, which travel as JSON text. */
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
 * The stack, and the id in its state, which the dbferry provider has. One whose provider has none is of a version that marked nothing.
 *
 * @param name as the backend gives it: `stack`, or `organization/project/stack`
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
