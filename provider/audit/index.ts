import { CLOUD_NAMES } from "../../model/clouds";
import { distinctLocations, type Location, locationKey } from "../../model/clouds/location";
import { CLOSING_ORDER, type Opening } from "../../model/openings";
import { type Owner, type OwnershipQuery, ownerOf } from "../../model/owner";
import type { Clouds, KnownHere, OpeningsRead } from "../core/clouds";
import type { CallContext } from "../core/context";
import type { Driver } from "../core/driver";
import { messageOf } from "../core/failure";
import { cloudsFor } from "../registry";
import { type Config, withEnvironment } from "../registry/config";
import { enginesOf } from "../registry/engines";
import { endAndDelete } from "../resources/ending";

export type { Opening } from "../../model/openings";
export type { Config } from "../registry/config";

export interface Audit {
  /** Everything temporary that dbferry created and the clouds still have. */
  openings: Opening[];
  /**
   * Resources with the migration's name but without this stack's mark: never closed by this stack. Empty when
   * everybody's are listed.
   */
  foreign: { opening: Opening; owner: Exclude<Owner, "ours"> }[];
  /** Locations that were read completely. */
  read: Location[];
  /** Locations that could not be read, with the reason: something may be open there. */
  unread: { at: Location; reason: string }[];
}

/**
 * Reads from the clouds, not from any state, what dbferry has opened and not closed.
 * @param config the dbferry provider's; the environment fills in what it leaves out
 * @param locations where to look; nothing is known of any other location
 * @param only one migration of one stack; absent: everybody's
 */
export async function listOpenings(
  config: Config,
  locations: readonly Location[],
  only?: OwnershipQuery,
): Promise<Audit> {
  const clouds = cloudsFor(withEnvironment(config));
  const audit: Audit = { openings: [], foreign: [], read: [], unread: [] };
  const { named = [] } = only ?? {};
  const readAll = async (at: Location) => {
    const reads = await Promise.allSettled(readsOf(clouds, at, only && knownHere(at, only)));
    const failed = reads.flatMap((one) => (one.status === "rejected" ? [messageOf(one.reason)] : one.value.unread));
    // What one read has found is kept when another one fails.
    for (const one of reads) if (one.status === "fulfilled") audit.openings.push(...one.value.found.map(inAccount(at)));
    if (failed.length === 0) audit.read.push(at);
    else audit.unread.push({ at, reason: [...new Set(failed)].join("; ") });
  };
  await Promise.all(distinctLocations([...locations, ...named.map(({ at }) => at)]).map(readAll));
  if (only !== undefined) Object.assign(audit, apart(audit.openings, only));
  audit.openings.sort(
    (a, b) => CLOSING_ORDER.indexOf(a.kind) - CLOSING_ORDER.indexOf(b.kind) || a.id.localeCompare(b.id),
  );
  return audit;
}

function apart(all: readonly Opening[], only: OwnershipQuery): Pick<Audit, "openings" | "foreign"> {
  const judged = settled(all.map((opening) => ({ opening, owner: ownerOf(opening, only) })));
  const isOurs = (owner: Owner | undefined) =>
    owner === "ours" || (owner === "unmarked" && only.unmarkedIsOurs === true);
  return {
    openings: judged.filter(({ owner }) => isOurs(owner)).map(({ opening }) => opening),
    foreign: judged.flatMap(({ opening, owner }) =>
      owner === undefined || owner === "ours" || isOurs(owner) ? [] : [{ opening, owner }],
    ),
  };
}

interface Judged {
  opening: Opening;
  owner: Owner | undefined;
}

/**
 * The name of a list contains a digest of its instance, which a security group does not say: the list is there once for each known one. Where its
 * name fits none, it is another stack's, or of an instance that nothing names any longer.
 */
function settled(judged: readonly Judged[]): Judged[] {
  const known = judged.flatMap((one): Judged[] => {
    const { group, name, byName } = one.opening;
    if (!byName || one.owner !== "others") return [one];
    const same = judged.filter(({ opening }) => opening.group === group && opening.name === name);
    if (same.some(({ owner }) => owner !== "others")) return [];
    return same[0] === one ? [{ ...one, owner: "unknown" }] : [];
  });
  return known.map(({ opening: { byName: _, ...opening }, owner }) => ({ opening, owner }));
}

function knownHere(at: Location, { migration, named = [], names = [], tunnels = false }: OwnershipQuery): KnownHere {
  const isHere = (one: { at: Location }) => locationKey(one.at) === locationKey(at);
  return {
    ...{ migration, tunnels, named: named.filter(isHere) },
    names: names.filter(isHere).map(({ name }) => name),
  };
}

/** One read per service; a cloud without a reader counts as a failed read. */
function readsOf(clouds: Clouds, at: Location, known: KnownHere | undefined): Promise<OpeningsRead>[] {
  const tasks = enginesOf(at.cloud).map(async (engine) => ({
    found: await clouds.driver(engine, at).openings(),
    unread: [],
  }));
  const others = async () => {
    const cloud = clouds.cloud(at);
    if (cloud.openings) return cloud.openings(known);
    throw new Error(`dbferry cannot list what is open in ${CLOUD_NAMES[at.cloud]}; check its console`);
  };
  return [...tasks, others()];
}

function inAccount({ account }: Location): (opening: Opening) => Opening {
  return (opening) => (account === undefined ? opening : { ...opening, account });
}

export interface CloseOptions {
  /** End tasks that still replicate; default false: they are refused. */
  endLive?: boolean;
  /** Called with each line of progress. */
  say?: (message: string) => void;
  signal?: AbortSignal;
  pollSeconds?: number;
}

/**
 * Closes openings in an order that ends replication before its network is removed; returns the failures, by opening.
 * What is already gone counts as closed. If a task could not be ended, it may need everything else of its migration, so
 * nothing of that is touched, and all of it is among the failures.
 */
export async function closeOpenings(
  config: Config,
  openings: readonly Opening[],
  options: CloseOptions = {},
): Promise<{ opening: Opening; reason: string }[]> {
  const full = withEnvironment(config);
  const failed: { opening: Opening; reason: string }[] = [];
  const inOrder = [...openings].sort((a, b) => CLOSING_ORDER.indexOf(a.kind) - CLOSING_ORDER.indexOf(b.kind));
  const needed = new Set<string>();
  for (const opening of inOrder) {
    if (needed.has(opening.migration)) {
      failed.push({ opening, reason: "not touched, because the task could not be ended and may need it" });
      continue;
    }
    try {
      options.say?.(`closing ${opening.kind} ${opening.id}`);
      await close(full, opening, options);
    } catch (error) {
      if (opening.kind === "task") needed.add(opening.migration);
      failed.push({ opening, reason: messageOf(error) });
    }
  }
  return failed;
}

/**
 * Uses the location where it was found: in another region or account, the same id would not exist, which reads as
 * already gone.
 */
async function close(config: Config, opening: Opening, options: CloseOptions): Promise<void> {
  const clouds = cloudsFor(config);
  const { cloud: name, region, account } = opening;
  const at: Location = { cloud: name, region, ...(account === undefined ? {} : { account }) };
  if (opening.kind !== "task") {
    const cloud = clouds.cloud(at);
    if (!cloud.close) throw new Error(`dbferry cannot close anything in ${CLOUD_NAMES[name]}`);
    return cloud.close(opening);
  }
  const drivers = enginesOf(name).map((engine) => clouds.driver(engine, at));
  const driver = drivers.length > 1 ? await driverOf(drivers, opening.id) : drivers[0];
  if (!driver) throw new Error(`no migration service of ${CLOUD_NAMES[name]} has a task ${opening.id}`);
  await endAndDelete(contextFor(config, options), driver, opening.id, options.endLive ? "end" : "refuse");
}

async function driverOf(drivers: readonly Driver[], id: string): Promise<Driver | undefined> {
  for (const driver of drivers) if (await driver.describe(id)) return driver;
  return undefined;
}

function contextFor(config: Config, { say, signal, pollSeconds }: CloseOptions): CallContext {
  return {
    urn: "",
    clouds: cloudsFor(config),
    pollSeconds: pollSeconds ?? config.pollSeconds ?? 5,
    endLiveTasks: false,
    cancels: false,
    signal: signal ?? new AbortController().signal,
    log: (severity, message) => severity !== "debug" && say?.(message),
    progress: (message) => say?.(message),
    now: () => new Date(),
    lately: (driver, id) => driver.describe(id),
    foundLately: (driver, name) => driver.find(name),
  };
}
