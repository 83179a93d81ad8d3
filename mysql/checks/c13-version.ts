import { type Check, fail, type Outcome, pass, warn } from "../check";
import type { Engine } from "../rights";
import { atLeast, type ServerFacts, showVersion } from "../server";

/** Series that each engine's documents name. */
const SUPPORTED: Record<Engine, readonly string[]> = {
  drs: ["5.5", "5.6", "5.7", "8.0"],
  "tencent-dts": ["5.1", "5.5", "5.6", "5.7", "8.0"],
  "alibaba-dts": ["5.1", "5.5", "5.6", "5.7", "8.0"],
};
/** MySQL's series in order, to see how many an upgrade skips. */
const SERIES = ["5.1", "5.5", "5.6", "5.7", "8.0", "8.4", "9"];

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
    const needed = `${SUPPORTED[engine].join(", ")} on both (${engine}), target not older than source`;
    const refuse = engine === "tencent-dts" ? warn : fail;
    for (const side of [from, to]) {
      if (side.version.major === 0)
        return fail(found, needed, "the version text is not understood: say which server this is");
    }
    if (from.flavour === "mariadb" || to.flavour === "mariadb") return mariadb(engine, from, to, found, needed);
    if (seriesIndex(to) < seriesIndex(from)) {
      return refuse(`${found}: a downgrade`, needed, `choose a target of ${series(from)} or newer`);
    }
    const outside = [from, to].filter((side) => !SUPPORTED[engine].includes(series(side)));
    if (outside.length > 0) {
      const names = outside.map((side) => showVersion(side.version)).join(" and ");
      return refuse(`${found}: ${names} not in the list`, needed, "choose a supported version, or another engine");
    }
    if (seriesIndex(to) - seriesIndex(from) > 1) {
      return warn(
        `${found}: skips a series`,
        needed,
        "test the application on the target's version first: removed functions, modes and words are in C35, C62 and C63",
      );
    }
    return pass(found, needed);
  },
};

function mariadb(engine: Engine, from: ServerFacts, to: ServerFacts, found: string, needed: string): Outcome {
  const older = !atLeast(to.version, from.version.major, from.version.minor);
  if (from.flavour === "mariadb" && to.flavour === "mariadb" && older) {
    return (engine === "tencent-dts" ? warn : fail)(
      `${found}: a downgrade`,
      needed,
      "choose a target that is not older",
    );
  }
  if (engine === "drs")
    return fail(`${found}: MariaDB`, needed, "use another engine: this path of DRS takes MySQL only");
  return warn(
    `${found}: MariaDB`,
    needed,
    "test GTIDs, JSON, sequences and collations first: the engine treats MariaDB as MySQL",
  );
}

function series(server: ServerFacts): string {
  const { major, minor } = server.version;
  if (major >= 9) return "9";
  // Innovation releases 8.1 to 8.3 lead to 8.4.
  if (major === 8 && minor >= 1) return "8.4";
  return `${major}.${minor}`;
}

/** Place in the order; between two of them for a series that is not listed, such as 5.0 or 6.0. */
function seriesIndex(server: ServerFacts): number {
  const name = series(server);
  const at = SERIES.indexOf(name);
  return at >= 0 ? at : SERIES.filter((one) => Number(one) < Number(name)).length - 0.5;
}
