import { readAddressList, sizeOf } from "../../model/addresses";
import { normalized } from "../../model/addresses/block";

/** Groups that the vendor or its services keep; entries of ours have no place there. */
const SYSTEM_GROUPS: ReadonlySet<string> = new Set([
  "default",
  "ali_dms_group",
  "hdm_security_ips",
  "dts_security_ips",
]);

/** Lower-case letters, digits and underscores, a letter first, no underscore last, 2 to 32 characters (Alibaba RDS). */
const GROUP = /^[a-z][a-z0-9_]{0,30}[a-z0-9]$/;

/** 2^24 addresses: what no one migration needs, in one piece or in many. */
const WORLD_OPEN = 1n << 24n;

/** Stands for "nobody" where a group must not be empty. */
export const NOBODY = "127.0.0.1";

export function groupProblem(name: string): string | undefined {
  if (SYSTEM_GROUPS.has(name.toLowerCase()) || /^(rds|ali|dts|dms)_/.test(name)) {
    return `'${name}' is a group of the vendor's or of everybody's; use one of your own, such as 'dbferry_shop'`;
  }
  if (!GROUP.test(name)) return `'${name}': needed 2 to 32 lower-case letters, digits or _, a letter first, no _ last`;
  return undefined;
}

/** What is wrong with a list of addresses to let in, judged on all of them together. */
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

/** Entries of `wanted` that `present` does not hold, written alike or not. */
export function missingFrom(present: readonly string[], wanted: readonly string[]): string[] {
  const there = new Set(present.map(normalized));
  return wanted.map(normalized).filter((entry) => !there.has(entry));
}

/** Entries as the group writes them that are among `ours`. */
export function presentIn(present: readonly string[], ours: readonly string[]): string[] {
  const wanted = new Set(ours.map(normalized));
  return present.filter((entry) => wanted.has(normalized(entry)));
}
