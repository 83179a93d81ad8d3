import { ENGINE_FACTS, ENGINES } from "../../engines";
import type { EngineFacts } from "../../engines/facts";
import type { Problem } from "../../problems";
import { SCENARIOS, scenarioOf } from "../../scenario";
import { selectedOf } from "../../selection";
import { checkFault } from "../consistencyCheck";
import { type Migration, settingsOf } from "../schema";

/** What the engine supports, and what it is asked for that it cannot do; before anything is made. */
export function engineRules(migration: Migration): Problem[] {
  return [
    ...scenario(migration),
    ...sections(migration),
    ...readOnlyTarget(migration),
    ...beyondTheEngine(migration),
    ...ownRules(migration),
    ...consistencyCheck(migration),
  ];
}

function scenario(migration: Migration): Problem[] {
  if (scenarioOf(migration)) return [];
  const { source, target, engine, path } = migration;
  return [
    {
      path: "engine",
      seen: `${source.place} to ${target.place} by ${engine} over ${path}`,
      needed: "a supported source, target, engine and path",
      fix: SCENARIOS.map((known) => `${known.source} to ${known.target} by ${known.engine} over ${known.path}`).join(
        "; ",
      ),
    },
  ];
}

/** A section for an engine that does not move the data would have no effect. */
function sections(migration: Migration): Problem[] {
  const { section: wanted } = ENGINE_FACTS[migration.engine];
  return ENGINES.flatMap((engine) => {
    const { section } = ENGINE_FACTS[engine];
    if (section === wanted || (migration as Record<string, unknown>)[section] === undefined) return [];
    return [
      {
        path: section,
        seen: `settings of ${engine}, with engine: ${migration.engine}`,
        needed: `${wanted}, or nothing`,
        fix: `remove ${section}, or write engine: ${engine}`,
      },
    ];
  });
}

/** An option that the engine cannot enforce is refused. */
function readOnlyTarget({ engine, task }: Migration): Problem[] {
  const { title, readOnlyTarget: able } = ENGINE_FACTS[engine];
  if (task.targetReadOnly !== true || able) return [];
  return [
    {
      path: "task.targetReadOnly",
      seen: `true, with engine: ${engine}`,
      needed: `false, or nothing: ${title} cannot keep other writers out of the target`,
      fix: "remove task.targetReadOnly, and keep other writers out of the target until the cutover",
    },
  ];
}

function beyondTheEngine({ engine, mode, source, task }: Migration): Problem[] {
  const { title, schedule, cannot = {} }: EngineFacts = ENGINE_FACTS[engine];
  const problem = (path: string, seen: string, needed: string, fix: string): Problem => ({ path, seen, needed, fix });
  return [
    ...(cannot.allDatabases && selectedOf(source).databases === "all"
      ? [
          problem(
            "source.databases",
            "all",
            "each database by its name",
            `${title} cannot select all of them at once: list them`,
          ),
        ]
      : []),
    ...(!schedule && task.start !== "now"
      ? [
          problem(
            "task.start",
            task.start,
            "now",
            `${title} cannot schedule a start: run the phase migrate at that time`,
          ),
        ]
      : []),
    ...(cannot.fullOnly && mode === "full"
      ? [
          problem(
            "mode",
            "full",
            "full+incremental",
            `a full-load task of ${title} ends by itself, which dbferry does not support`,
          ),
        ]
      : []),
  ];
}

function ownRules(migration: Migration): Problem[] {
  const { problems }: EngineFacts = ENGINE_FACTS[migration.engine];
  const { mode, target } = migration;
  const region = "region" in target ? target.region : undefined;
  return problems?.(settingsOf(migration, migration.engine), { mode, region }) ?? [];
}

function consistencyCheck({ engine, mode, task }: Migration): Problem[] {
  const fault = checkFault(ENGINE_FACTS[engine], task.consistencyCheck, mode);
  return fault ? [{ path: "task.consistencyCheck", ...fault }] : [];
}
