import { type EngineProfile, PROFILES } from "../../model/engines/profiles";
import { isOlderSeries, placeOf, seriesOf } from "../../model/mysql/series";
import { atLeast, type ServerFacts, showVersion } from "../../model/mysql/server";
import { type Check, fail, failIf, type Outcome, pass, warn } from "../check";

/** Both versions are supported, and the target is not older than the source. */
export const c13: Check = {
  id: "C13",
  title: "Versions supported, no downgrade",
  group: "Settings",
  side: "both",
  reads: "VERSION() of both",
  source: "Huawei DRS (5.5 to 8.0), Alibaba DTS (5.1 to 8.0), Tencent DTS 571/42645 (warns only), Google DMS, TiDB DM",
  must: true,
  async run({ engine, source, target }): Promise<Outcome> {
    const [from, to] = [source.server, target.server];
    const found = `source ${from.text}, target ${to.text}`;
    const versions = PROFILES[engine].versions.value;
    const [reads, writes] = [versions.series.join(", "), versions.targets.join(", ")];
    const needed = `${reads === writes ? `${reads} on both` : `${reads} on the source, ${writes} on the target`} (${engine}), target not older than source`;
    const refuse = failIf(versions.others === "fail");
    for (const side of [from, to]) {
      if (side.version.major === 0)
        return fail(found, needed, "the version is not recognised: report which server this is");
    }
    if (from.flavour === "mariadb" || to.flavour === "mariadb") return mariadb(versions, from, to, found, needed);
    if (isOlderSeries(series(to), series(from))) {
      return refuse(`${found}: a downgrade`, needed, `choose a target of ${series(from)} or newer`);
    }
    const outside = [
      ...(versions.series.includes(series(from)) ? [] : [from]),
      ...(versions.targets.includes(series(to)) ? [] : [to]),
    ];
    if (outside.length > 0) {
      const names = outside.map((side) => showVersion(side.version)).join(" and ");
      return refuse(`${found}: ${names} not in the list`, needed, "choose a supported version, or another engine");
    }
    if (!versions.pairs.allows(series(from), series(to)))
      return refuse(
        `${found}: not one of the pairs`,
        `${versions.pairs.text} (${engine})`,
        "choose a target of such a pair",
      );
    if (placeOf(series(to)) - placeOf(series(from)) > 1) {
      return warn(
        `${found}: skips a series`,
        needed,
        "test the application on the target's version first: removed functions, modes and words are in C35, C62 and C63",
      );
    }
    return pass(found, needed);
  },
};

type Versions = EngineProfile["versions"]["value"];

function mariadb(versions: Versions, from: ServerFacts, to: ServerFacts, found: string, needed: string): Outcome {
  const older = !atLeast(to.version, from.version.major, from.version.minor);
  if (from.flavour === "mariadb" && to.flavour === "mariadb" && older) {
    return failIf(versions.others === "fail")(`${found}: a downgrade`, needed, "choose a target that is not older");
  }
  if (versions.mariadb === "fail")
    return fail(`${found}: MariaDB`, needed, "use another engine: this one supports MySQL only");
  return warn(
    `${found}: MariaDB`,
    needed,
    "test GTIDs, JSON, sequences and collations first: the engine treats MariaDB as MySQL",
  );
}

const series = ({ version }: ServerFacts): string => seriesOf(version);
