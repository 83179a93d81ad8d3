import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import type { Removal } from "../../mysql/copied/removal";
import { type AuditResult, describeFinding } from "../audit/audit";
import type { Emptied } from "./emptying";
import type { Facts } from "./facts";
import { type TargetState, whyNotEmptied } from "./target";

/** The plan, shown before confirmation. */
export function planText(
  stack: string,
  facts: Facts,
  audit: AuditResult,
  target: TargetState,
  emptied: string[] | undefined,
): string {
  const { migration } = audit;
  const lines = [
    pc.bold(visible(`giving up the migration ${migration.name} of the stack ${stack}, ${reachedText(facts)}`)),
  ];
  const tasks = audit.findings.filter(({ kind }) => kind === "task");
  for (const task of tasks) lines.push(`  will be ended permanently: ${visible(describeFinding(task))}`);
  const openings = audit.findings.filter(({ kind }) => kind !== "task");
  for (const one of openings) lines.push(`  will be removed: ${visible(describeFinding(one))}`);
  if (audit.findings.length === 0) lines.push("  nothing was found open in the clouds");
  for (const { where, reason } of audit.notLookedAt)
    lines.push(pc.yellow(visible(`  not checked: ${where}: ${reason}`)));
  lines.push("  the source keeps its data", ...targetLines(target, emptied, whyNotEmptied(facts, audit)));
  return `${lines.join("\n")}\n`;
}

function reachedText({ inState: { reached } }: Facts): string {
  return reached ? `in phase ${reached}` : "which has not reached any phase";
}

/** What exists on the target, and what of it will be removed. */
function targetLines(target: TargetState, emptied: string[] | undefined, kept: string | undefined): string[] {
  if (target.unseen !== undefined) return [pc.yellow(visible(`  the target could not be checked: ${target.unseen}`))];
  if (target.removals.length === 0) return ["  the target holds no database"];
  return target.removals.map((removal) => {
    const goes = emptied?.includes(removal.database.name);
    const line = visible(`${sizeOf(removal)}; ${goes ? goingText(removal) : stayingText(removal, kept)}`);
    return goes ? pc.red(`  will be REMOVED from the target: ${line}`) : `  stays on the target: ${line}`;
  });
}

function sizeOf({ database: { name, objects, rows, bytes } }: Removal): string {
  const tables = objects.filter(({ kind }) => kind === "table").length;
  const others = objects.length - tables;
  return `database ${name}: ${tables} tables, about ${rows} rows, ${sizeText(bytes)}${others > 0 ? `, ${others} views and programs` : ""}`;
}

function sizeText(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  const step = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log(bytes) / Math.log(1024)) : 0);
  return `${step === 0 ? bytes : (bytes / 1024 ** step).toFixed(1)} ${units[step]}`;
}

function goingText(removal: Removal): string {
  if (removal.remove !== "objects") return "copied by this migration";
  const names = removal.objects.map(({ kind, name }) => `${kind} ${name}`).join(", ");
  return `the database existed before and stays; copied into it: ${names}`;
}

/** @param kept why nothing on the target is removed: a command that would be refused is not suggested */
function stayingText(removal: Removal, kept: string | undefined): string {
  if (removal.remove === "nothing") return removal.why;
  return kept ? `copied by this migration; ${kept}` : "copied by this migration (--empty-target removes it)";
}

export function emptiedText(emptied: readonly Emptied[]): string {
  return emptied
    .flatMap(({ database, done, told }) => {
      const head =
        done === "removed"
          ? `removed from the target: ${database}`
          : pc.yellow(`stays on the target: ${visible(database)}`);
      return [
        done === "removed" ? visible(head) : head,
        ...told.map((line) => `    ${done === "removed" ? "lost with it: " : ""}${visible(line)}`),
      ];
    })
    .map((line) => `${line}\n`)
    .join("");
}
