import { createHash } from "node:crypto";
import { ENGINE_FACTS } from "./engines";
import type { EngineFacts } from "./engines/facts";
import { withoutImplied } from "./engines/implied";
import { type Migration, sourceLeg } from "./spec";
import { readOnlyTarget, settingsOf } from "./spec/schema";

/**
 * Options that may change while the task is moving data. All others are fixed: an option missing from this list never
 * changes silently.
 */
export const MOVABLE: readonly string[] = [
  "owner",
  "expires",
  "exemptions",
  "cutover",
  "operator",
  "protectLiveTask",
  "task.start",
  "task.after",
  "task.connectWindowSeconds",
  "task.bandwidth",
  "task.acceptedWarnings",
  "task.consistencyCheck",
  // Whether the connection uses TLS is fixed (`source.leg`); who is responsible for a plain one, and until when, is
  // not.
  "task.plainSource",
  "source.ca",
  "source.connect",
  "source.tls",
  "source.serverName",
  "source.admin",
  "source.ssh",
  "target.connect",
  "target.tls",
  "target.ca",
  "target.serverName",
];

/** The options that a task is created with, as short texts by dotted path. They must not change while it moves data. */
export function fixedOf(migration: Migration): Record<string, string> {
  const { engine } = migration;
  const task = { ...migration.task, targetReadOnly: readOnlyTarget(migration) };
  const settings = withoutImplied(ENGINE_FACTS[engine], settingsOf(migration, engine));
  const leaves = flat({ ...migration, task, [ENGINE_FACTS[engine].section]: settings });
  const leg = sourceLeg(migration);
  return Object.fromEntries([
    ...leaves.filter(([path]) => !MOVABLE.some((free) => path === free || path.startsWith(`${free}.`))),
    ["source.leg", leg.tls ? `TLS, verified by ${digest(leg.ca)}` : "without TLS"],
  ]);
}

/** Paths at which the two differ, with both texts. Earlier versions recorded what holds anyway, if it was written out. */
export function changed(
  recorded: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): { path: string; before?: string; now?: string }[] {
  const [before, now] = [recorded, given].map(withoutImpliedTexts) as [Record<string, string>, Record<string, string>];
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths
    .filter((path) => before[path] !== now[path])
    .map((path) => ({ path, before: before[path], now: now[path] }));
}

/** `tencentDts.sourceBy`, with the text that says what holds without it. */
const IMPLIED = new Map<string, string>(
  Object.values(ENGINE_FACTS as Record<string, EngineFacts>).flatMap(({ section, implied = {} }) =>
    Object.entries(implied).map(([key, value]) => [`${section}.${key}`, JSON.stringify(value)] as const),
  ),
);

function withoutImpliedTexts(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([path, text]) => IMPLIED.get(path) !== text));
}

function flat(value: unknown, path = ""): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, member]) => flat(member, path ? `${path}.${key}` : key));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
