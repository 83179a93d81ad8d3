import { PROFILES } from "../../model/engines/profiles";
import { type Check, type CheckContext, failIf, pass, undetermined } from "../check";
import { global } from "../facts/settings";
import { type Clocks, clocks, namesOf, type Offsets, showOffset, zoneShown } from "../facts/time-zone";
import { setVariable } from "../remedy";

/** Times mean the same on both sides, now and after the next clock change. */
export const c34: Check = {
  id: "C34",
  title: "Clocks equal, now and after each time change",
  group: "Settings",
  side: "both",
  reads: "time_zone of both, and what their clocks show on each day of the coming 13 months",
  source: "Huawei DRS (fails), others warn",
  must: true,
  async run(context) {
    const { source, target, engine } = context;
    const needed = "the same time on both, through the coming 13 months";
    const shown = `source ${await zoneShown(source)}, target ${await zoneShown(target)}`;
    const found = await clocks(source, target, Date.now() / 1000);
    if ([found.source, found.target].some((side) => side.size < found.instants.length))
      return undetermined(`${shown}: a clock could not be read`, needed);
    const now = found.instants[0]!;
    if (found.apart === undefined) return pass(`${shown}: ${showOffsets(found.source)} on both`, needed);
    const [mine, theirs] = [found.source.get(found.apart)!, found.target.get(found.apart)!];
    const when = found.apart === now ? "now" : `from ${new Date(found.apart * 1000).toISOString().slice(0, 16)}Z on`;
    const text = `${shown}: ${when} ${showOffset(mine)} on the source and ${showOffset(theirs)} on the target`;
    return failIf(PROFILES[engine].clocksDiffer.value === "fail")(text, needed, await fix(context, found));
  },
};

/** `+08:00`, or the offsets it alternates between. */
function showOffsets(offsets: Offsets): string {
  return [...new Set([...offsets.values()].map(showOffset))].join(" and ");
}

/** A value of `time_zone` that the target accepts and that gives the source's clock. */
async function fix({ source, target }: CheckContext, { source: mine }: Clocks): Promise<string> {
  const offsets = new Set(mine.values());
  const [only] = offsets;
  if (offsets.size === 1 && only !== undefined && only % 60 === 0 && Math.abs(only) <= 12.5 * 3600)
    return setVariable(target, "time_zone", showOffset(only), {
      note: "on the target; an offset needs no time zone tables",
    });
  const names = await namesOf(mine, target);
  const own = await global(source, "time_zone");
  const name = names.find((one) => one === own) ?? names[0];
  if (name !== undefined)
    return setVariable(target, "time_zone", name, {
      note: "on the target, whose time zone tables have it; it matches the source's clock",
    });
  return [
    "-- the target's time zone tables lack the source's zone; load them, on the target's machine:",
    "-- mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql -u root -p mysql",
    "-- and check again: the remedy then names the zone to set (abbreviations such as CST are not accepted)",
  ].join("\n");
}
