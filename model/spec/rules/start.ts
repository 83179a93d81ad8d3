import { ENGINE_FACTS } from "../../engines";
import type { EngineFacts } from "../../engines/facts";
import type { Phase } from "../../phase";
import type { Problem } from "../../problems";
import type { Migration } from "../schema";
import { dateOf } from "./expiry";
import { quoted } from "./quoted";

/** Missing and malformed values are left to the schema. */
export function start(values: { expires?: unknown; task?: { start?: unknown } }, phase: Phase, now: Date): Problem[] {
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

/** The vendor would refuse a start that is too soon only after everything else has been created. */
export function lead({ engine, task }: Migration, phase: Phase, now: Date): Problem[] {
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

/** Only dbferry keeps the order of a queue: a task that the vendor starts by the clock waits for no other. */
export function order({ name, engine, task }: Migration): Problem[] {
  const { title } = ENGINE_FACTS[engine];
  const found = task.after.flatMap((before, index) => {
    const path = `task.after.${index}`;
    if (before === name)
      return [{ path, seen: quoted(before), needed: "another migration: this one cannot wait for itself" }];
    if (task.after.indexOf(before) < index) return [{ path, seen: quoted(before), needed: "each migration once" }];
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
