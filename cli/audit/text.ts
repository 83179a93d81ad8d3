import Table from "cli-table3";
import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import { type AuditResult, kindOf } from "./audit";

/** An audit's findings, for people. */
export function auditText({ findings, unseen, unreached, migration }: AuditResult): string {
  const name = visible(migration.name);
  let text = "";
  if (findings.length > 0) {
    const table = new Table({
      head: ["open", "who or what", "where", "expires"].map(pc.bold),
      style: { head: [], border: [] },
    });
    table.push(
      ...findings.map((finding) => [
        kindOf(finding),
        finding.addresses.map(visible).join("\n") || visible(finding.id),
        visible(finding.where),
        visible(finding.expires ?? "not said"),
      ]),
    );
    text += `${table}\n${pc.red(`${findings.length} left open by migration ${name}`)}\n`;
  } else if (unseen.length === 0) {
    text += `${pc.green(`nothing is left open by migration ${name}`)}\n`;
  }
  for (const { where, reason } of unseen) text += `${pc.red(visible(`could not look at ${where}: ${reason}`))}\n`;
  for (const { where, reason } of unreached)
    text += `${pc.yellow(visible(`accounts on ${where} were not looked for: ${reason}`))}\n`;
  return text;
}
