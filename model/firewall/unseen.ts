import { type LegacySeen, legacyUnseen } from "./legacy";
import type { NftObjects } from "./nft/json";
import type { SavePart } from "./recognise";

/** Which outputs there are. */
export interface Given {
  saves: readonly SavePart[];
  lists: readonly { tool: "iptables" | "ip6tables" }[];
  nft: readonly { objects: NftObjects }[];
  hasZones: boolean;
  /** iptables-save was run, and has no rules to print. */
  hasNoSaved: boolean;
  legacy: LegacySeen;
}

/** Tables that a kernel may have besides those that were given: they could block what these let in. */
export function completeness({ saves, lists, nft, hasZones, hasNoSaved, legacy }: Given): string[] {
  const unseen: string[] = [];
  const whole = saves.filter(({ isWhole }) => isWhole);
  if (whole.length === 0 && (lists.length > 0 || saves.length > 0))
    unseen.push("the other tables of iptables (raw, mangle, nat), which iptables-save prints");
  unseen.push(...legacyUnseen(saves, legacy));
  if (nft.length === 0 && !whole.some(beforeNftables))
    unseen.push("rules of nftables outside of iptables, which `nft -j list ruleset` prints");
  if (nft.length > 0 && whole.length === 0 && !hasNoSaved) unseen.push("rules of iptables, which iptables-save prints");
  if (nft.length === 0 && whole.length === 0 && lists.length === 0 && saves.length === 0 && hasZones)
    unseen.push("rules that other programs keep besides firewalld, which iptables-save prints");
  const bridged = nft.some(({ objects }) => objects.rules.some(({ family }) => family === "bridge"));
  if (bridged) unseen.push("the effect of the rules of the family bridge, which are not judged");
  const strange = [...new Set(nft.flatMap(({ objects }) => objects.strange))];
  if (strange.length > 0) unseen.push(`the effect of what nft prints as ${strange.join(", ")}`);
  return unseen;
}

/** Versions of iptables from systems on which nothing else writes rules. */
const beforeNftables = ({ version }: { version?: string }) => version !== undefined && /^1\.[0-7]$/.test(version);
