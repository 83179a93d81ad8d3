import type { Recorded } from "../../model/migrationState";
import type { Need } from "../../model/need";
import { readState } from "./migrationState";

/**
 * Ids in the state, by the outputs of the components that created them. A tracked id is not passed on for import: the
 * engine would refuse to replace the resource and keep the id with its replacement, which the next update would import
 * over itself and then delete.
 */
export async function idsInState(): Promise<Set<unknown>> {
  const state = await readState();
  const vendors = new Set(state.filter((one) => !isOurs(one)).map(({ name }) => name));
  // A resource that a refresh did not find is removed from the state, but not the component around it.
  const whole = state.filter((one) => isOurs(one) && (vendors.has(one.name) || one.type === TASK));
  return new Set(whole.flatMap(({ outputs }) => Object.values(outputs).flat()));
}

/** The vendors' ids of what their own providers have created: `vpnGatewayId` of a VpnGateway, or plain `id` in another provider's outputs. */
export async function vendorsIdsInState(): Promise<Set<unknown>> {
  const state = await readState();
  const vendors = state.filter((one) => !isOurs(one));
  return new Set(
    vendors.flatMap(({ type, outputs }) => [outputs[`${type.split("/").at(-1)!.split(":")[0]}Id`], outputs["id"]]),
  );
}

/** The id of the migration's task in the state, unless that one is over or lost, so that another is created. */
export async function taskInState(migration: string): Promise<string | undefined> {
  const state = await readState();
  const found = state.find(({ type, name }) => type === TASK && name === `${migration}-task`)?.outputs;
  return found?.["condition"] === "ready" && typeof found["taskId"] === "string" ? found["taskId"] : undefined;
}

/** Whether the state has a task of the migration, running or over; one that is lost is replaced by another. */
export async function hasTaskInState(migration: string): Promise<boolean> {
  const found = (await readState()).find(({ type, name }) => type === TASK && name === `${migration}-task`)?.outputs;
  return found !== undefined && found["condition"] !== "lost";
}

/** Ids of the peering and the routes that the state has as the migration's own; of a peering that was given, only its routes. */
export async function connectionInState(migration: string): Promise<string[]> {
  const named = (await readState()).filter(({ name }) => name === `${migration}-peering`);
  const { peeringId, routeIds = [] } = named.find(isOurs)?.outputs ?? {};
  // The vendor's resource has the name of the component around it.
  const isMade = named.some((one) => !isOurs(one));
  return [...(isMade ? [peeringId] : []), ...(Array.isArray(routeIds) ? routeIds : [])].filter(
    (id): id is string => typeof id === "string",
  );
}

/** Routes that a migration's record has, as far as the engine has not removed them: what is left of an update that was killed. */
export async function routesInState(migration: string): Promise<Need[]> {
  const record = (await readState()).find(({ type, name }) => type === RECORD && name === `${migration}-record`);
  const routes = (record?.outputs["routes"] ?? []) as Need[];
  if (routes.length === 0) return [];
  const left = await connectionInState(migration);
  return routes.filter(({ id }) => left.includes(id));
}

const isOurs = ({ type }: Recorded) => type.startsWith("dbferry:");

const RECORD = "dbferry:index:MigrationRecord";
const TASK = "dbferry:index:ReplicationTask";
