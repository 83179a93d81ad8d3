import { readAddress } from "../../addresses";
import { familyOf, prefixOf } from "../../addresses/block";
import type { Problem } from "../../problems";
import { PLACES } from "../places";
import type { PlaceFacts } from "../places/place";
import type { Migration } from "../schema";

/** Prefix lengths of the widest blocks allowed for operators' machines. */
const NARROWEST = { v4: 24, v6: 64 };

export function operator(migration: Migration): Problem[] {
  return [...admission(migration), ...widths(migration)];
}

/** Addresses that nobody would let in are refused. */
function admission({ operator: given, source, path }: Migration): Problem[] {
  const { title, admitsOnlyTask }: PlaceFacts = PLACES[source.place];
  if (!given || !admitsOnlyTask || path === "public") return [];
  return [
    {
      path: "operator.addresses",
      seen: given.addresses.join(", "),
      needed: `nothing: at a source of ${title}, over the path ${path}, dbferry adds a security group rule for the task alone`,
      fix: "remove operator, and let this machine in to the source yourself",
    },
  ];
}

function widths(migration: Migration): Problem[] {
  return (migration.operator?.addresses ?? []).flatMap((address, index) => {
    // Parsed as the policies and the clouds parse it: a bare 0.0.0.0 means everybody, and an IPv4 address may be
    // written as IPv6.
    const reading = readAddress(address);
    const narrowest = familyOf(address) === 4 ? NARROWEST.v4 : NARROWEST.v6;
    const fits = (block: string) => prefixOf(block) >= (block.includes(":") ? NARROWEST.v6 : NARROWEST.v4);
    if (reading.blocks.length > 0 && reading.blocks.every(fits)) return [];
    const how = "how" in reading && reading.how ? ` (${reading.how})` : "";
    return [
      {
        path: `operator.addresses.${index}`,
        seen: `${address}${how}`,
        needed: `a block of /${narrowest} or smaller`,
        fix: "name the exact addresses of this machine",
      },
    ];
  });
}
