import { ENGINE_FACTS, ENGINES } from "../../engines";
import type { EngineFacts, RouteRule } from "../../engines/facts";
import { type Phase, planOf } from "../../phase";
import type { Problem } from "../../problems";
import { SCENARIOS, type Scenario, scenarioOf } from "../../scenario";
import { selectedOf } from "../../selection";
import { checkFault } from "../consistencyCheck";
import { cloudOf, databaseInstanceOf, locationOf, PLACES } from "../places";
import type { PlaceFacts } from "../places/place";
import { type Migration, settingsOf } from "../schema";
import { overTheInternet } from "./internet";

/** Everything requested that the engine does not support, before anything is created. */
export function engineRules(migration: Migration, phase: Phase): Problem[] {
  return [
    ...scenario(migration, phase),
    ...oneInstance(migration),
    ...sections(migration),
    ...readOnlyTarget(migration),
    ...beyondTheEngine(migration),
    ...ownRules(migration),
    ...consistencyCheck(migration),
  ];
}

function scenario(migration: Migration, phase: Phase): Problem[] {
  const known = scenarioOf(migration);
  if (known) {
    const elsewhere = oneCloud(migration);
    if (elsewhere.length > 0) return elsewhere;
    // What there is already can always be cut over and removed.
    const { openings, cutover } = planOf(phase);
    return [
      ...(known.sameVpc ? oneVpc(migration) : []),
      ...(known.sameRegion && openings && !cutover ? oneRegion(migration, known.sameRegion) : []),
      ...(known.sameAccount && openings && !cutover ? oneAccount(migration) : []),
      ...(known.endpointThere ? endpoint(migration) : []),
    ];
  }
  const { source, target, engine, path } = migration;
  const [nearest, ...others] = nearestScenarios(migration).map(wordsOf);
  return [
    {
      path: "engine",
      seen: `${source.place} to ${target.place} by ${engine} over ${path}: ${missing(migration)}`,
      needed: "a supported source, target, engine and path",
      fix: `the nearest is ${nearest}; the others are ${others.join("; ")}`,
    },
  ];
}

const wordsOf = ({ source, target, engine, path }: Scenario) => `${source} to ${target} by ${engine} over ${path}`;

/** Ordered by similarity to the migration: its servers count more than its engine, and that more than its path. */
function nearestScenarios(migration: Migration): Scenario[] {
  const { source, target, engine, path } = migration;
  const shared = (one: Scenario) =>
    (one.source === source.place ? 8 : isOwnServer(one.source) && isOwnServer(source.place) ? 7.5 : 0) +
    (one.target === target.place ? 4 : 0) +
    (one.engine === engine ? 2 : 0) +
    (one.path === path ? 1 : 0);
  return [...SCENARIOS].sort((a, b) => shared(b) - shared(a));
}

/** A server that its owner runs: on a machine in a cloud it can be reached like one on premises, over the internet. */
const isOwnServer = (place: string): boolean => place === "onprem" || place === "vm";

/** What of a migration dbferry has no route for, from the general to the particular. */
function missing({ source, target, engine, path }: Migration): string {
  const from = SCENARIOS.filter((one) => one.source === source.place);
  if (from.length === 0) return `dbferry has no route from ${PLACES[source.place].title} yet`;
  const both = from.filter((one) => one.target === target.place);
  if (both.length === 0)
    return `dbferry has no route from ${PLACES[source.place].title} to ${PLACES[target.place].title} yet`;
  const { title } = ENGINE_FACTS[engine];
  if (!both.some((one) => one.engine === engine)) return `dbferry has no route between these by ${title} yet`;
  return `dbferry has no route between these by ${title} over the path ${path}`;
}

function oneInstance({ source, target }: Migration): Problem[] {
  const id = databaseInstanceOf(source);
  if (id === undefined || id !== databaseInstanceOf(target)) return [];
  const needed = "another instance than the source's, whose data would otherwise be written over";
  return [{ path: "target.instanceId", seen: id, needed, fix: "name the instance to copy to" }];
}

function endpoint({ source }: Migration): Problem[] {
  if ("endpoint" in source && source.endpoint) return [];
  const { title, publicAccess }: PlaceFacts = PLACES[source.place];
  return [
    {
      path: "source.endpoint",
      seen: "nothing",
      needed: `the public endpoint of the instance: at a source of ${title}, dbferry makes none`,
      fix: `${publicAccess}, write source.endpoint: { host, port }, and undo it after the migration`,
    },
  ];
}

/** Over a path without the internet, a service reaches the machines of its own cloud only. */
function oneCloud({ source, target, engine, path }: Migration): Problem[] {
  const [from, to] = [cloudOf(source), cloudOf(target)];
  if (source.place !== "vm" || path === "public" || from === to) return [];
  return [
    {
      path: "source.cloud",
      seen: String(from),
      needed: `${to}: over the path ${path}, ${ENGINE_FACTS[engine].title} reaches only machines in its own cloud`,
      fix: overTheInternet(source),
    },
  ];
}

/** No connection between networks is created: the task reaches the source only in its own. */
function oneVpc({ source, target, path }: Migration): Problem[] {
  const from: Readonly<Record<string, unknown>> = source;
  const to: Readonly<Record<string, unknown>> = target;
  return ["region", "account", "vpcId"].flatMap((key) =>
    from[key] === to[key]
      ? []
      : [
          {
            path: `source.${key}`,
            seen: String(from[key] ?? "nothing"),
            needed: `${to[key] ?? "nothing"}, as the target has: over the path ${path}, both are in one VPC`,
            fix: `copy to an instance in the source's VPC; between two VPCs of one region and account, write path: peering; between others, ${overTheInternet(source)}`,
          },
        ],
  );
}

/** The service has a way between two regions, but none that this route makes. */
function oneRegion({ source, target }: Migration, { why, source: document, date }: RouteRule): Problem[] {
  const [from, to] = [source, target].map((side) => ("region" in side ? side.region : undefined));
  if (from === undefined || to === undefined || from === to) return [];
  return [
    {
      path: "source.region",
      seen: from,
      needed: `${to}, as the target has: ${why} (${document}, read on ${date}), and this path leads to none`,
      fix: `copy to an instance in ${from}, or migrate it as a server of your own over the internet: place: onprem, path: public, with its public address`,
    },
  ];
}

/** The service is given the id of the source, which it finds in the account of its task alone. */
function oneAccount({ source, target, engine }: Migration): Problem[] {
  const [from, to] = [source, target].map((side) => locationOf(side)?.account);
  if (from === to) return [];
  return [
    {
      path: "source.account",
      seen: from ?? "nothing",
      needed: `${to ?? "nothing"}, as the target has: ${ENGINE_FACTS[engine].title} finds a source of its own cloud in the account of its task, and the roles by which it reaches another account are not used here`,
      fix: `copy within one account, or migrate the source as a server of your own over the internet: place: onprem, path: public, with its public address`,
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
  const { mode, path, target } = migration;
  const region = "region" in target ? target.region : undefined;
  return problems?.(settingsOf(migration, migration.engine), { mode, path, region }) ?? [];
}

function consistencyCheck({ engine, mode, task }: Migration): Problem[] {
  const fault = checkFault(ENGINE_FACTS[engine], task.consistencyCheck, mode);
  return fault ? [{ path: "task.consistencyCheck", ...fault }] : [];
}
