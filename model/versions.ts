import { ENGINE_FACTS, ENGINES, type Engine } from "./engines";
import type { EngineVersions } from "./engines/facts";
import { isOlderSeries } from "./mysql/series";

export type { EngineVersions } from "./engines/facts";

/** What each engine documents, for both the checks and the policies. */
export const ENGINE_VERSIONS = Object.fromEntries(
  ENGINES.map((engine) => [engine, ENGINE_FACTS[engine].versions]),
) as Record<string, EngineVersions> as Readonly<Record<Engine, EngineVersions>>;

type Pairs = Pick<EngineVersions, "pairs">;

export const sourceVersions = ({ pairs }: Pairs): string[] => Object.keys(pairs);

/** Target versions of any source, the oldest first. */
export const targetVersions = ({ pairs }: Pairs): string[] =>
  [...new Set(Object.values(pairs).flat())].sort((a, b) => (isOlderSeries(a, b) ? -1 : 1));

/** Newer than everything on a list: only its age may be the reason that it is not on it. */
export function isNewerThan(listed: readonly string[], version: string): boolean {
  return listed.every((one) => isOlderSeries(one, version));
}

/** The matrix as the check of versions (C13) reads it. */
export function seriesOf(versions: Pairs) {
  const { pairs } = versions;
  const allows = (from: string, to: string) => pairs[from]?.includes(to) ?? false;
  const text = Object.entries(pairs)
    .map(([from, to]) => `${from} to ${to.join(", ")}`)
    .join("; ");
  return { series: sourceVersions(versions), targets: targetVersions(versions), pairs: { allows, text } };
}
