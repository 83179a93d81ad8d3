import { readTags } from "../../model/expiry";
import type { Hop } from "../../model/hops";
import { visible } from "../../model/printing/visible";

/** Why a connection does not carry the task's packets; without a fix, it is not known whether it does. */
export interface TunnelFault {
  seen: string;
  fix?: string;
}

/** How a cloud shows its VPN connections. */
interface Shown<T> {
  tagsIn(one: T): Record<string, string>;
  nameOf(one: T): string;
  /** undefined: it carries the task's packets. */
  faultOf(one: T): TunnelFault | undefined | Promise<TunnelFault | undefined>;
  /** More about one that carries them. */
  more?(one: T): string;
  /** What an update makes where there is none. */
  made: string;
}

/**
 * The way from the task through the migration's tunnels, as far as the cloud shows it. What is behind the device is not
 * read: it is never more than inferred.
 *
 * @param all the connections of the region
 */
export async function hopThrough<T>(migration: string, all: readonly T[], shown: Shown<NoInfer<T>>): Promise<Hop> {
  const ours = all.filter((one) => readTags(shown.tagsIn(one))?.id === migration);
  if (ours.length === 0)
    return {
      ...{ hop: "route", state: "shut", seen: ["no VPN connection has the mark of the migration"] },
      fix: [`dbferry up: it creates ${shown.made}`],
    };
  const name = (one: T) => `the VPN connection ${visible(shown.nameOf(one))}`;
  const stacks = new Set(ours.map((one) => readTags(shown.tagsIn(one))?.state));
  if (stacks.size > 1)
    return {
      ...{ hop: "route", state: "unknown" },
      seen: [
        `VPN connections of several stacks have the mark of a migration ${visible(migration)}: ${ours.map(name).join(", ")}`,
      ],
      fix: ["look at the connections of this stack's gateway in the console; dbferry audit lists whose they are"],
    };
  const judged = await Promise.all(ours.map(async (one) => ({ one, fault: await shown.faultOf(one) })));
  const seen = judged.map(
    ({ one, fault }) => `${name(one)}: ${fault?.seen ?? `up, and carries it${shown.more?.(one) ?? ""}`}`,
  );
  if (judged.some(({ fault }) => fault === undefined))
    return { hop: "route", state: "inferred", seen: [...seen, "what is behind the device is not read"] };
  const known = judged.flatMap(({ fault }) => (fault?.fix ? [fault.fix] : []));
  if (known.length < judged.length) return { hop: "route", state: "unknown", seen };
  return { hop: "route", state: "shut", seen, fix: [...new Set(known)] };
}
