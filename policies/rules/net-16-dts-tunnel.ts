import { covers, readAddressList } from "../../model/addresses";
import { DTS_RANGE } from "../../model/engines/alibabaDts/addresses";
import type { Tunnel } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** NET-16: Alibaba DTS cannot use the tunnel. */
export const net16 = defineRule<"tunnel">({
  id: "NET-16",
  title: "Alibaba DTS cannot use the tunnel",
  severity: "medium",
  why: "Alibaba DTS connects from 100.104.0.0/16 and needs several ranges in one connection, which only IKEv2 carries. Without both the gateway is up and the task's connection test fails.",
  remedy: "Set IKEv2 and add 100.104.0.0/16 (or the region's part of it) to localSubnets.",
  tags: ["vpn", "alibaba-dts"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails:
      'new alicloud.vpn.Connection("vpn", { localSubnets: ["10.0.0.0/16"], ... }); new alicloud.dts.MigrationJob("move", { sourceEndpointInstanceType: "EXPRESS", ... })',
    passes: 'localSubnets: ["10.0.0.0/16", "100.104.0.0/16"], ikeConfig: { ikeVersion: "ikev2", ... }',
  },
  facet: "tunnel",
  judge(tunnel) {
    if (tunnel.cloud !== "alicloud" || !tunnel.carriesDts) return [];
    return [...version(tunnel), ...subnets(tunnel)];
  },
});

function version(tunnel: Tunnel): Finding[] {
  if (tunnel.ikeVersion instanceof Unknown) return [undecided(tunnel.ikeVersionProperty, "ikev2", tunnel.ikeVersion)];
  if (tunnel.ikeVersion === "ikev2") return [];
  return [
    violation({
      property: tunnel.ikeVersionProperty,
      seen: `"${tunnel.ikeVersion}" under ${tunnel.carriesDts}`,
      needed: "ikev2",
      fix: `set ${tunnel.ikeVersionProperty} to "ikev2"`,
      edits: [{ at: tunnel.ikeVersionProperty, to: "ikev2" }],
    }),
  ];
}

function subnets(tunnel: Tunnel): Finding[] {
  const needed = `${DTS_RANGE}, or the part of it that the region uses`;
  const items = tunnel.localSubnets instanceof Unknown ? [tunnel.localSubnets] : tunnel.localSubnets;
  const known = items.filter((item): item is string => typeof item === "string");
  const blocks = readAddressList(known).flatMap((reading) => reading.blocks);
  const has = blocks.some((block) => covers([DTS_RANGE], [block]) || covers([block], [DTS_RANGE]));
  if (has) return [];
  const unknown = items.find((item): item is Unknown => item instanceof Unknown);
  if (unknown) return [undecided(tunnel.localProperty, needed, unknown)];
  return [
    violation({
      property: tunnel.localProperty,
      seen: `${known.join(", ") || "nothing"} under ${tunnel.carriesDts}`,
      needed,
      fix: `add "${DTS_RANGE}" to ${tunnel.localProperty}`,
      edits: [{ at: tunnel.localProperty, with: [DTS_RANGE] }],
    }),
  ];
}
