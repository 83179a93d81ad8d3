import { readAddress } from "../addresses";
import { familyOf, prefixOf } from "../addresses/block";
import { CLOUDS, type Cloud, nearestRegion, REGIONS } from "../clouds";
import { ENGINE_FACTS, ENGINES } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { readDate } from "../expiry";
import { type Phase, planOf } from "../phase";
import type { Problem } from "../problems";
import { SCENARIOS, scenarioOf } from "../scenario";
import { contradictions, selectedOf } from "../selection";
import { checkFault } from "./consistencyCheck";
import { asInstant } from "./fields";
import { legRules } from "./leg";
import { cloudOf, PLACES, type Place } from "./places";
import { type Migration, settingsOf } from "./schema";

/** Maximum lifetime of a temporary opening, days. */
export const LONGEST_OPENING_DAYS = 30;
const DAY_MS = 86_400_000;

/** Rules that need a complete, well-formed migration. Returns every problem; none hides another. */
export function rulesOf(migration: Migration, phase: Phase, now: Date): Problem[] {
  return [
    ...valueRules(migration, phase, now),
    ...scenario(migration),
    ...sections(migration),
    ...readOnlyTarget(migration),
    ...beyondTheEngine(migration),
    ...ownRules(migration),
    ...lead(migration, phase, now),
    ...order(migration),
    ...consistencyCheck(migration),
    ...operator(migration),
    ...databases(migration),
    ...tables(migration),
    ...legRules(migration, phase),
  ];
}

/** Input of `valueRules`, from a migration that may be malformed elsewhere. */
export interface Values {
  source?: { place?: unknown; cloud?: unknown; region?: unknown };
  target?: { place?: unknown; cloud?: unknown; region?: unknown };
  expires?: unknown;
  task?: { start?: unknown; plainSource?: { expires?: unknown } };
}

/**
 * Rules on individual values, reported together with schema errors. Missing and invalid values are left to the schema.
 */
export function valueRules(values: Values, phase: Phase, now: Date): Problem[] {
  return [
    ...region("source.region", values.source),
    ...region("target.region", values.target),
    ...expiry("expires", values.expires, OPENING, phase, now),
    ...expiry("task.plainSource.expires", values.task?.plainSource?.expires, EXEMPTION, phase, now),
    ...start(values, phase, now),
  ];
}

function region(path: string, side: Values["source"]): Problem[] {
  const { place, cloud: named, region: seen } = side ?? {};
  const cloud = isPlace(place) ? cloudOf({ place, ...(isCloud(named) ? { cloud: named } : {}) }) : undefined;
  if (!cloud || typeof seen !== "string" || REGIONS[cloud].includes(seen)) return [];
  const near = nearestRegion(cloud, seen);
  return [
    {
      path,
      seen: quote(seen),
      needed: `a region of ${cloud}`,
      fix: near ? `did you mean ${near}?` : REGIONS[cloud].join(", "),
    },
  ];
}

function isPlace(place: unknown): place is Place {
  return typeof place === "string" && Object.hasOwn(PLACES, place);
}

function isCloud(cloud: unknown): cloud is Cloud {
  return (CLOUDS as readonly unknown[]).includes(cloud);
}

function dateOf(value: unknown): Date | undefined {
  return typeof value === "string" ? readDate(asInstant(value)) : undefined;
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

/** What the engine cannot do is told before anything is made. */
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

/** The vendor refuses a start that is too near, when everything else is made already. */
function lead({ engine, task }: Migration, phase: Phase, now: Date): Problem[] {
  const { title, schedule }: EngineFacts = ENGINE_FACTS[engine];
  const at = dateOf(task.start);
  if (!at || !schedule || phase !== "prepare" || at <= now) return [];
  const soonest = new Date(now.getTime() + schedule.leadMinutes * 60_000);
  if (at >= soonest) return [];
  return [
    {
      path: "task.start",
      seen: task.start,
      needed: `at least ${schedule.leadMinutes} minutes ahead (${soonest.toISOString()}), which ${title} requires, or now`,
      fix: "write a later time, or now",
    },
  ];
}

/** A queue has one order, and only dbferry keeps it: a task that the vendor starts by the clock asks nobody. */
function order({ name, engine, task }: Migration): Problem[] {
  const { title } = ENGINE_FACTS[engine];
  const found = task.after.flatMap((before, index) => {
    const path = `task.after.${index}`;
    if (before === name)
      return [{ path, seen: quote(before), needed: "another migration: this one cannot wait for itself" }];
    if (task.after.indexOf(before) < index) return [{ path, seen: quote(before), needed: "each migration once" }];
    return [];
  });
  if (task.after.length === 0 || task.start === "now") return found;
  return [
    ...found,
    {
      path: "task.start",
      seen: `${task.start}, with task.after`,
      needed: "now: at a set time the vendor starts the task, whether or not its turn has come",
      fix: `remove task.after, or write task.start: now and run the phase migrate when it is the task's turn (${title})`,
    },
  ];
}

function consistencyCheck({ engine, mode, task }: Migration): Problem[] {
  const fault = checkFault(ENGINE_FACTS[engine], task.consistencyCheck, mode);
  return fault ? [{ path: "task.consistencyCheck", ...fault }] : [];
}

/** Wording for a date at which something temporary ends. */
interface Ending {
  inThePast(phase: Phase): string;
  tooLate: string;
}

const OPENING: Ending = {
  inThePast: (phase) =>
    `write a later date (under way: dbferry extend --until INSTANT); ${
      phase === "cutover"
        ? "after the cutover, to close everything: pulumi config set phase done"
        : "to give the migration up and close everything: dbferry cancel"
    }`,
  tooLate: "an opening can be extended later, by changing this date",
};
const EXEMPTION: Ending = {
  inThePast: () =>
    "give the task the source's CA (source.ca), or have the owner extend the exemption; to give the migration up: dbferry cancel",
  tooLate: "an exemption can be extended later, by changing this date",
};

function expiry(path: string, given: unknown, say: Ending, phase: Phase, now: Date): Problem[] {
  const expires = dateOf(given);
  // Removing what has expired must always be possible.
  if (!expires || !planOf(phase).openings) return [];
  if (expires <= now) {
    return [
      {
        path,
        seen: `${asInstant(String(given))}, in the past`,
        needed: "a date in the future",
        fix: say.inThePast(phase),
      },
    ];
  }
  const latest = new Date(now.getTime() + LONGEST_OPENING_DAYS * DAY_MS);
  if (expires <= latest) return [];
  const needed = `at most ${LONGEST_OPENING_DAYS} days from now (${latest.toISOString().slice(0, 10)})`;
  return [
    {
      path,
      seen: asInstant(String(given)),
      needed,
      fix: say.tooLate,
    },
  ];
}

function start(values: Values, phase: Phase, now: Date): Problem[] {
  const at = dateOf(values.task?.start);
  const expires = dateOf(values.expires);
  // A start in the past is a mistake only in `prepare`: later it has simply happened.
  if (!at || phase !== "prepare") return [];
  if (at <= now)
    return [{ path: "task.start", seen: `${values.task?.start}, in the past`, needed: "a date in the future, or now" }];
  if (expires && at >= expires) {
    return [{ path: "task.start", seen: String(values.task?.start), needed: `before expires (${values.expires})` }];
  }
  return [];
}

/** Prefix lengths of the widest blocks allowed for operators' machines. */
const NARROWEST = { v4: 24, v6: 64 };

function operator(migration: Migration): Problem[] {
  return (migration.operator?.addresses ?? []).flatMap((address, index) => {
    // Parsed as the policies and the clouds parse it: a bare 0.0.0.0 means everybody, and an IPv4 address may be
    // written as IPv6.
    const reading = readAddress(address);
    const narrowest = familyOf(address) === 4 ? NARROWEST.v4 : NARROWEST.v6;
    const fits = (block: string) => prefixOf(block) >= (block.includes(":") ? NARROWEST.v6 : NARROWEST.v4);
    if (reading.blocks.length > 0 && reading.blocks.every(fits)) return [];
    const how = "how" in reading && reading.how ? ` (${reading.how})` : "";
    return [
      {
        path: `operator.addresses.${index}`,
        seen: `${address}${how}`,
        needed: `a block of /${narrowest} or smaller`,
        fix: "name the exact addresses of this machine",
      },
    ];
  });
}

function databases(migration: Migration): Problem[] {
  const chosen = migration.source.databases;
  if (chosen === "all") return [];
  const system = chosen.flatMap((database, index) =>
    isSystemDatabase(database)
      ? [
          {
            path: `source.databases.${index}`,
            seen: quote(database),
            needed: "one of your own databases",
            fix: "leave out system databases",
          },
        ]
      : [],
  );
  const twice = chosen.flatMap((database, index) =>
    chosen.indexOf(database) < index
      ? [{ path: `source.databases.${index}`, seen: quote(database), needed: "each database once" }]
      : [],
  );
  return [...system, ...twice];
}

function isSystemDatabase(name: string): boolean {
  return ["mysql", "information_schema", "performance_schema", "sys"].includes(name.toLowerCase());
}

function tables({ source }: Migration): Problem[] {
  const { whole, unnamed } = contradictions(source);
  const system = Object.keys(source.tables ?? {}).flatMap((database) =>
    isSystemDatabase(database)
      ? [
          {
            path: `source.tables.${database}`,
            seen: quote(database),
            needed: "a database of yours",
            fix: "leave system databases out",
          },
        ]
      : [],
  );
  const twice = Object.entries(source.tables ?? {}).flatMap(([database, names]) =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [{ path: `source.tables.${database}.${index}`, seen: quote(name), needed: "each table once" }]
        : [],
    ),
  );
  const apart = [
    ...whole.map((name) => ({
      seen: `${quote(name)}, of which source.tables names no table`,
      needed: "with source.tables, only databases whose tables are named there",
      fix: `name its tables under source.tables.${name}, or move it as a whole in a separate migration`,
    })),
    ...unnamed.map((name) => ({
      seen: `not ${quote(name)}, of which source.tables names tables`,
      needed: "every database whose tables are named, or nothing",
      fix: "remove source.databases: the tables imply their databases",
    })),
  ];
  return [...system, ...twice, ...apart.map((one) => ({ path: "source.databases", ...one }))];
}

function quote(text: string): string {
  return JSON.stringify(text);
}
