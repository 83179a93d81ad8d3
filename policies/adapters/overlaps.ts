import { readAddressList } from "../../model/addresses";
import { DTS_RANGE } from "../../model/engines/alibabaDts/addresses";
import { isWorld } from "../core/breadth";
import type { Facts, Overlap } from "../core/facets";
import { type Known, Unknown } from "../core/values";

/** The pairs of networks that tunnels connect. */
export function overlapsOf(facts: Facts): Facts {
  const pairs = (facts.tunnel ?? []).flatMap((tunnel): Overlap[] => {
    // 0.0.0.0/0 on both sides means a route-based tunnel, which names no networks.
    if (everything(tunnel.localSubnets) && everything(tunnel.remoteSubnets)) return [];
    const remote = { what: tunnel.remoteProperty, blocks: tunnel.remoteSubnets };
    const own = { what: tunnel.localProperty, blocks: tunnel.localSubnets };
    const dts = { what: "the range of Alibaba DTS", blocks: [DTS_RANGE] };
    const pair = (left: Overlap["left"]) => ({ property: tunnel.remoteProperty, left, right: remote });
    return tunnel.cloud === "alicloud" ? [pair(own), pair(dts)] : [pair(own)];
  });
  return pairs.length > 0 ? { overlap: unique(pairs) } : {};
}

function everything(blocks: Known<Known<string>[]>): boolean {
  if (blocks instanceof Unknown) return false;
  const known = blocks.filter((block) => typeof block === "string");
  return known.length === blocks.length && isWorld(readAddressList(known).flatMap((reading) => reading.blocks));
}

/** Two tunnels of one connection share their subnets. */
function unique(pairs: readonly Overlap[]): Overlap[] {
  const seen = new Set<string>();
  return pairs.filter((pair) => {
    const key = JSON.stringify(pair);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
