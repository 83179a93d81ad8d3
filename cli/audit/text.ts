import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import { columns, pairs } from "../terminal/wrap";
import { type AuditResult, describeTakenOver, kindOf, namesOf, verdictOf } from "./audit";

/** Human-readable findings of an audit. */
export function auditText(result: AuditResult): string {
  const { findings, takenOver, lookedAt, notLookedAt, migration } = result;
  const name = visible(migration.name);
  const verdict = {
    open: () =>
      findings.length > 0
        ? `${tableOf(findings)}\n${pc.red(`${findings.length} left open by migration ${name}`)}`
        : pc.red(`the task of migration ${name} still exists, but belongs to another stack now`),
    notProven: () =>
      pc.yellow(`not proven: nothing was found open by migration ${name}, but not everything was checked`),
    nothingOpen: () => pc.green(`nothing is left open by migration ${name}`),
  }[verdictOf(result)];
  const lines = [verdict(), ...takenOver.map((task) => pc.red(visible(describeTakenOver(task))))];
  if (lookedAt.length > 0) lines.push(`checked: ${lookedAt.map(visible).join("; ")}`);
  for (const { where, reason } of notLookedAt) lines.push(pc.red(visible(`not checked: ${where}: ${reason}`)));
  return `${lines.join("\n")}\n`;
}

/** A table if it fits the terminal, else one finding per block: a wrapped table is unreadable. */
function tableOf(findings: AuditResult["findings"]): string {
  const head = ["open", "address or id", "where", "expires"];
  const rows = findings.map((finding) => [
    kindOf(finding),
    namesOf(finding).map(visible).join("\n") || visible(finding.id),
    visible(finding.where),
    visible(finding.expires ?? "not stated"),
  ]);
  const table = new Table({ head: head.map(pc.bold), style: { head: [], border: [] } });
  table.push(...rows);
  const text = table.toString();
  if (text.split("\n").every((line) => stripVTControlCharacters(line).length <= columns())) return text;
  return rows
    .map((row) =>
      pairs(
        row.map((cell, at) => [head[at]!, cell] as const),
        columns(),
      ).join("\n"),
    )
    .join("\n\n");
}
