import { readAddressList } from "../../model/addresses";
import { overlapping } from "../../model/addresses/overlap";
import type { NetworkBlocks } from "../core/facets";
import { defineRule } from "../core/rule";
import { Unknown } from "../core/values";
import { violation } from "./findings";

const NEEDED = "ranges that do not overlap";

/** NET-12: the two sides of a tunnel or a peering use the same addresses. */
export const net12 = defineRule<"overlap">({
  id: "NET-12",
  title: "Two connected networks use the same addresses",
  severity: "high",
  why: "With the same range on both sides a packet has two places to go and takes the local one: the tunnel or peering is up, and nothing passes. Alibaba DTS connects from 100.104.0.0/16, which must be free on the other side too.",
  remedy: "Give one side other addresses, or use the public path with TLS.",
  tags: ["network", "vpn", "peering"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new alicloud.vpn.Connection("vpn", { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["10.0.8.0/24"], ... })',
    passes:
      'new alicloud.vpn.Connection("vpn", { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["10.1.8.0/24"], ... })',
  },
  facet: "overlap",
  judge(pair) {
    const left = blocksOf(pair.left);
    const right = blocksOf(pair.right);
    const [one, other] = overlapping(left.blocks, right.blocks) ?? [];
    if (one && other) {
      return [
        violation({
          property: pair.property,
          seen: `${other} of ${pair.right.what} overlaps ${one} of ${pair.left.what}`,
          needed: NEEDED,
          fix: "give one side other addresses, or use the public path with TLS",
          told: "which of the two networks can be renumbered is your decision",
        }),
      ];
    }
    return [...left.unknown, ...right.unknown].slice(0, 1).map((value) => ({
      verdict: "undetermined" as const,
      property: value.path || pair.property,
      seen: "a range that is known only during the update",
      needed: NEEDED,
      fix: "write the range where it is known; otherwise it is judged again before anything is created",
    }));
  },
});

function blocksOf(side: NetworkBlocks): { blocks: string[]; unknown: Unknown[] } {
  const items = side.blocks instanceof Unknown ? [side.blocks] : side.blocks;
  const known = items.filter((item): item is string => typeof item === "string" && item.trim() !== "");
  return {
    blocks: readAddressList(known).flatMap((reading) => reading.blocks),
    unknown: items.filter((item): item is Unknown => item instanceof Unknown),
  };
}
