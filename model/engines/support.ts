import { isOlderSeries } from "../mysql/series";
import type { Problem } from "../problems";
import type { Side } from "../side";
import { ENGINE_VERSIONS, type EngineVersions, isNewerThan, sourceVersions, targetVersions } from "../versions";
import { ENGINE_FACTS, type Engine } from ".";
import { PROFILES } from "./profiles";

/** What the documents of a service say about a migration: what it does not support, and what they leave open. */
export interface Support {
  problems: Problem[];
  unknown: { what: string; why: string }[];
}

/** @param versions release series of both servers, such as 8.0; undefined: not known. @param paths of the keys to name */
export function versionSupport(
  engine: Engine,
  versions: Partial<Record<Side, string | undefined>>,
  paths: Readonly<Record<Side, string>>,
): Support {
  const sides = [
    sideSupport(engine, "source", versions.source, paths),
    sideSupport(engine, "target", versions.target, paths),
  ];
  const support = {
    problems: sides.flatMap(({ problems }) => problems),
    unknown: sides.flatMap(({ unknown }) => unknown),
  };
  const { source: from, target: to } = versions;
  if (support.problems.length > 0 || from === undefined || to === undefined) return support;
  const problems = pairProblems(ENGINE_VERSIONS[engine], from, to, paths.target);
  if (refuses(engine)) return { ...support, problems };
  const what = `whether ${ENGINE_FACTS[engine].title} supports the versions of both servers together`;
  return {
    ...support,
    unknown: [...support.unknown, ...problems.map(({ seen, needed }) => ({ what, why: warned(seen, needed) }))],
  };
}

/** What its check would stop at is not begun; what it warns of is, and is said. */
const refuses = (engine: Engine): boolean => PROFILES[engine].versions.value.others === "fail";

const warned = (seen: string, needed: string): string => `${seen}; needed: ${needed}; check C13 warns of it`;

const EXEMPT = "if the vendor supports it all the same, exempt check C13";

function sideSupport(
  engine: Engine,
  side: Side,
  version: string | undefined,
  paths: Readonly<Record<Side, string>>,
): Support {
  const matrix = ENGINE_VERSIONS[engine];
  const { title } = ENGINE_FACTS[engine];
  const listed = side === "source" ? sourceVersions(matrix) : targetVersions(matrix);
  const list = `${listed.join(", ")} (${matrix.source}, read on ${matrix.date})`;
  const what = `whether ${title} supports the version of the ${side}`;
  if (version === undefined)
    return {
      problems: [],
      unknown: [{ what, why: `it could not be read; needed: ${list}; check C13 reads it` }],
    };
  if (listed.includes(version)) return { problems: [], unknown: [] };
  const needed = `one that ${engine} ${side === "source" ? "reads from" : "writes to"}: ${list}`;
  const newer = isNewerThan(listed, version);
  const seen = newer ? `MySQL ${version}, which is newer than the list: not known` : `MySQL ${version}`;
  if (!refuses(engine))
    return {
      problems: [],
      unknown: [{ what, why: newer ? `${seen}; needed: ${list}` : warned(`${seen}, which is not on the list`, list) }],
    };
  const fix = `choose another instance or engine; ${newer ? "if the vendor documents it by now, exempt check C13" : EXEMPT}`;
  return { problems: [{ path: paths[side], seen, needed, fix }], unknown: [] };
}

/** Of two versions, each of which is on its side's list, or too new for it. */
export function pairProblems(matrix: EngineVersions, from: string, to: string, path: string): Problem[] {
  const known = matrix.pairs[from];
  if (isOlderSeries(to, from))
    return [
      {
        path,
        seen: `MySQL ${to}, older than the source's ${from}`,
        needed: `MySQL ${from} or newer`,
        fix: `choose a target that is not older than the source; ${EXEMPT}`,
      },
    ];
  if (!known || known.includes(to) || isNewerThan(targetVersions(matrix), to)) return [];
  return [
    {
      path,
      seen: `MySQL ${to}, and the source has ${from}`,
      needed: `for that source, ${known.join(", ")} (${matrix.source}, read on ${matrix.date})`,
      fix: `choose another target or engine; ${EXEMPT}`,
    },
  ];
}
