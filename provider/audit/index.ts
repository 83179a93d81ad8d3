import { CLOSING_ORDER, type Opening } from "../../model/openings";
import type { Context } from "../core/context";
import type { Driver } from "../core/driver";
import { messageOf } from "../core/failure";
import { cloudsFor } from "../registry";
import { CONFIGURED, type Config, type ConfiguredCloud, withEnvironment } from "../registry/config";
import { enginesOf } from "../registry/engines";
import { endAndDelete } from "../resources/ending";

export type { Opening } from "../../model/openings";
export type { Config } from "../registry/config";

export interface Audit {
  /** Everything temporary of dbferry's that the clouds have now. */
  openings: Opening[];
  /** Clouds that could not be read, with the reason: an audit that could not look proves nothing. */
  unseen: { cloud: string; reason: string }[];
}

/**
 * Reads back from the clouds, not from any state, what dbferry has opened and not closed.
 * @param config as of the dbferry provider; the environment fills in what it leaves out
 * @param only name of one migration; absent: all
 */
export async function listOpenings(config: Config, only?: string): Promise<Audit> {
  const full = withEnvironment(config);
  const audit: Audit = { openings: [], unseen: [] };
  const look = async (cloud: string, read: () => Promise<Opening[]>) => {
    try {
      audit.openings.push(...(await read()));
    } catch (error) {
      audit.unseen.push({ cloud, reason: messageOf(error) });
    }
  };
  const clouds = cloudsFor(full);
  const readAll = async (cloud: ConfiguredCloud) => {
    const tasks = enginesOf(cloud).map((engine) => clouds.driver(engine).openings());
    return (await Promise.all([...tasks, clouds.cloud({ cloud }).openings?.() ?? []])).flat();
  };
  await Promise.all(CONFIGURED.map((cloud) => look(cloud, () => readAll(cloud))));
  if (only !== undefined) audit.openings = audit.openings.filter((opening) => opening.migration === only);
  audit.openings.sort(
    (a, b) => CLOSING_ORDER.indexOf(a.kind) - CLOSING_ORDER.indexOf(b.kind) || a.id.localeCompare(b.id),
  );
  return audit;
}

export interface CloseOptions {
  /** End tasks that still replicate; default false: they are refused. */
  endLive?: boolean;
  /** Told what is going on. */
  say?: (message: string) => void;
  signal?: AbortSignal;
  pollSeconds?: number;
}

/** Closes openings in an order that ends replication before its network; the failures, by opening. Gone already is fine. */
export async function closeOpenings(
  config: Config,
  openings: readonly Opening[],
  options: CloseOptions = {},
): Promise<{ opening: Opening; reason: string }[]> {
  const full = withEnvironment(config);
  const failed: { opening: Opening; reason: string }[] = [];
  const inOrder = [...openings].sort((a, b) => CLOSING_ORDER.indexOf(a.kind) - CLOSING_ORDER.indexOf(b.kind));
  for (const opening of inOrder) {
    try {
      options.say?.(`closing ${opening.kind} ${opening.id}`);
      await close(full, opening, options);
    } catch (error) {
      failed.push({ opening, reason: messageOf(error) });
    }
  }
  return failed;
}

async function close(config: Config, opening: Opening, options: CloseOptions): Promise<void> {
  const clouds = cloudsFor(config);
  if (opening.kind !== "task") {
    const cloud = clouds.cloud({ cloud: opening.cloud, region: opening.region });
    if (!cloud.close) throw new Error(`dbferry cannot close anything in ${opening.cloud}`);
    return cloud.close(opening);
  }
  const drivers = enginesOf(opening.cloud).map((engine) => clouds.driver(engine));
  const driver = drivers.length > 1 ? await driverOf(drivers, opening.id) : drivers[0];
  if (!driver) throw new Error(`no engine of ${opening.cloud} knows the task ${opening.id}`);
  await endAndDelete(contextFor(config, options), driver, opening.id, options.endLive ? "end" : "refuse");
}

async function driverOf(drivers: readonly Driver[], id: string): Promise<Driver | undefined> {
  for (const driver of drivers) if (await driver.describe(id)) return driver;
  return undefined;
}

function contextFor(config: Config, { say, signal, pollSeconds }: CloseOptions): Context {
  return {
    urn: "",
    clouds: cloudsFor(config),
    pollSeconds: pollSeconds ?? config.pollSeconds ?? 5,
    signal: signal ?? new AbortController().signal,
    log: (severity, message) => severity !== "debug" && say?.(message),
    progress: (message) => say?.(message),
    now: () => new Date(),
  };
}
