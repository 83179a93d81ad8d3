import { CLOSING_ORDER, type Opening } from "../../model/openings";
import { type Config, withEnvironment } from "../config";
import { cloudsFor } from "../core/build";
import type { Context } from "../core/context";
import { messageOf } from "../core/failure";
import { drsDriver } from "../drivers/drs";
import { endAndForget } from "../resources/ending";
import { Alicloud } from "./alicloud/client";
import { alicloudOpenings, closeAlicloud } from "./alicloud/openings";
import { HuaweiClient } from "./huaweicloud/client";
import { closeHuaweicloud, huaweicloudOpenings } from "./huaweicloud/openings";

export type { Opening } from "../../model/openings";
export type { Config } from "../config";

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
  await Promise.all([
    look("huaweicloud", () => huaweicloudOpenings(new HuaweiClient(full.huaweicloud ?? {}))),
    look("alicloud", async () => {
      const region = full.alicloud?.region;
      if (!region) throw new Error("alicloud.region: missing; set it or ALIBABA_CLOUD_REGION_ID");
      return alicloudOpenings(new Alicloud(full.alicloud ?? {}), region);
    }),
  ]);
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
  if (opening.cloud === "alicloud") return closeAlicloud(new Alicloud(config.alicloud ?? {}), opening);
  const huawei = new HuaweiClient(config.huaweicloud ?? {});
  if (opening.kind !== "task") return closeHuaweicloud(huawei, opening);
  return endAndForget(contextFor(config, options), drsDriver(huawei), opening.id, options.endLive ? "end" : "refuse");
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
