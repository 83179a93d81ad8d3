import { bytes, type Check, fail, notApplicable, pass, warn } from "../check";
import { retention } from "../facts/retention";
import { sizeBytes } from "../facts/tables";
import { keepLonger } from "./c19-binlog-retention";

const DAY = 86_400;
/** Fraction of the nominal bandwidth that a load reaches. */
const USABLE = 0.7;
/** Longest retention that can be configured. */
const LONGEST = 99 * DAY;

/** The full load ends before the binary logs since its start are purged. */
export const c72: Check = {
  id: "C72",
  title: "Duration of the full load",
  group: "Load",
  side: "source",
  reads: "DATA_LENGTH + INDEX_LENGTH, the retention of binary logs, the bandwidth as given (bandwidthMbps)",
  source: "Huawei DRS (adds about 50 MB/s of reads), Tencent DTS (18 to 45 % CPU on 8 cores)",
  async run({ source, selection, bandwidthMbps, mode }) {
    const needed = "done within a day, and before the first binary log it needs is purged";
    if (bandwidthMbps === undefined)
      return notApplicable("no bandwidth given", "the bandwidth between source and target, in Mbit/s");
    const size = await sizeBytes(source, selection);
    const seconds = (size * 8) / (bandwidthMbps * 1e6 * USABLE);
    const found = `${bytes(size)} at ${bandwidthMbps} Mbit/s: about ${duration(seconds)}`;
    const kept = mode === "full" ? undefined : await retention(source);
    if (kept && kept.seconds !== "forever" && seconds >= kept.seconds) {
      return fail(
        `${found}; binary logs are kept ${duration(kept.seconds)}`,
        needed,
        `${keepLonger(source, Math.min(2 * seconds, LONGEST))}\n-- or use a faster line`,
      );
    }
    return seconds > DAY
      ? warn(found, needed, "use a faster line, or several tasks, split by database")
      : pass(found, needed);
  },
};

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
