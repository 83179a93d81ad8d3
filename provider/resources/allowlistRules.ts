import { readAddressList, sizeOf } from "../../model/addresses";
import { normalized } from "../../model/addresses/block";

/** 2^24 addresses: more than any migration needs, in one block or in many. */
const WORLD_OPEN = 1n << 24n;

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

/** Entries of `wanted` that are not in `present`, whatever their spelling; each once, as some clouds refuse the same one twice. */
export function missingFrom(present: readonly string[], wanted: readonly string[]): string[] {
  const there = new Set(present.map(normalized));
  return [...new Set(wanted.map(normalized))].filter((entry) => !there.has(entry));
}

/** Entries of the group that are among `ours`, in the group's spelling. */
export function presentIn(present: readonly string[], ours: readonly string[]): string[] {
  const wanted = new Set(ours.map(normalized));
  return present.filter((entry) => wanted.has(normalized(entry)));
}
