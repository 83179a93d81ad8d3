import { readAddress } from "../../addresses";
import { familyOf, prefixOf } from "../../addresses/block";
import type { Problem } from "../../problems";
import type { Migration } from "../schema";

/** Prefix lengths of the widest blocks allowed for operators' machines. */
const NARROWEST = { v4: 24, v6: 64 };

export function operator(migration: Migration): Problem[] {
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
