import { readAddressList, sizeOf } from "../../model/addresses";
import { normalized } from "../../model/addresses/block";

/** Groups that belong to the vendor or its services; our entries must not be added to them. */
const SYSTEM_GROUPS: ReadonlySet<string> = new Set([
  "default",
  "ali_dms_group",
  "hdm_security_ips",
  "dts_security_ips",
]);

/**
 * Lower-case letters, digits and underscores, starting with a letter, not ending with an underscore, 2 to 32 characters
 * (Alibaba RDS).
 */
const GROUP = /^[a-z][a-z0-9_]{0,30}[a-z0-9]$/;

/** 2^24 addresses: more than any migration needs, in one block or in many. */
const WORLD_OPEN = 1n << 24n;

/** Admits nobody; used where a group must not be empty. */
export const NOBODY = "127.0.0.1";

export function groupProblem(name: string): string | undefined {
  if (SYSTEM_GROUPS.has(name.toLowerCase()) || /^(rds|ali|dts|dms)_/.test(name)) {
    return `'${name}' is a group of the vendor's or of everybody's; use one of your own, such as 'dbferry_shop'`;
  }
  if (!GROUP.test(name)) return `'${name}': needed 2 to 32 lower-case letters, digits or _, a letter first, no _ last`;
  return undefined;
}

/** Problems of a list of addresses to let in, considering all of them together. */
export function entriesProblems(entries: readonly string[]): { index?: number; reason: string }[] {
  const problems: { index?: number; reason: string }[] = [];
  const blocks: string[] = [];
  entries.forEach((entry, index) => {
    const [reading] = readAddressList([entry]);
    const say = (reason: string) => problems.push({ index, reason });
    if (reading?.kind === "any" || reading?.blocks.some((block) => block.endsWith("/0"))) {
      say(`'${entry}' lets in everybody; name the addresses`);
    } else if (reading?.kind !== "blocks" || reading.blocks.length !== 1 || reading.blocks[0]!.includes(":")) {
      say(`'${entry}' is neither an IPv4 address nor an IPv4 CIDR block`);
    } else blocks.push(...reading.blocks);
  });
  if (blocks.length > 0 && sizeOf(blocks).v4 >= WORLD_OPEN) {
    problems.push({ reason: `together they let in ${sizeOf(blocks).v4} addresses; name the exact addresses` });
  }
  return problems;
}

/** Entries of `wanted` that are not in `present`, whatever their spelling. */
export function missingFrom(present: readonly string[], wanted: readonly string[]): string[] {
  const there = new Set(present.map(normalized));
  return wanted.map(normalized).filter((entry) => !there.has(entry));
}

/** Entries of the group that are among `ours`, in the group's spelling. */
export function presentIn(present: readonly string[], ours: readonly string[]): string[] {
  const wanted = new Set(ours.map(normalized));
  return present.filter((entry) => wanted.has(normalized(entry)));
}
