import { z } from "zod";
import type { EngineFacts } from "../engines/facts";
import { named } from "../named";

const samplePercent = z.number().int().min(1).max(99).describe("share of each table's rows, in percent");

/** What the service itself compares before the cutover; also what the resource takes. */
export const consistencyCheck = z.union([
  named("ConsistencyCheck", "`none`, or a comparison of every row.", z.enum(["none", "full"])),
  named("SampleCheck", "A comparison of a part of the rows.", z.strictObject({ samplePercent })),
]);
export type ConsistencyCheck = z.output<typeof consistencyCheck>;
/** The requested check. */
export type OrderedCheck = Exclude<ConsistencyCheck, "none">;

/** What the engine does not support of it; undefined: it supports all. */
export function checkFault(
  { title, consistencyCheck: able }: Pick<EngineFacts, "title" | "consistencyCheck">,
  check: ConsistencyCheck,
  mode: string,
): { seen: string; needed: string; fix: string } | undefined {
  if (check === "none") return undefined;
  const seen = check === "full" ? "full" : `a sample of ${check.samplePercent} percent`;
  const own = "the cutover compares both servers itself, in any case (gate G06)";
  if (!able) return { seen, needed: "none", fix: `dbferry cannot have ${title} compare: ${own}` };
  if (mode === "full")
    return {
      seen: `${seen}, with mode: full`,
      needed: "none",
      fix: `${title} compares only while it replicates: ${own}`,
    };
  if (check === "full") return undefined;
  if (!able.sample) return { seen, needed: "full, or none", fix: `${title} compares MySQL in full only` };
  const { from, to } = able.sample;
  if (check.samplePercent >= from && check.samplePercent <= to) return undefined;
  return {
    seen,
    needed: `samplePercent from ${from} to ${to}, full, or none`,
    fix: `${title} supports no other share`,
  };
}

/** For people: `every row`, `30 percent of the rows`. */
export function shareOf(check: OrderedCheck): string {
  return check === "full" ? "every row" : `${check.samplePercent} percent of the rows`;
}
