import Table from "cli-table3";
import pc from "picocolors";
import { writePrivateFile } from "../../system/files";

/** One update in the demo. */
export interface PhaseReport {
  name: string;
  seconds: number;
  created: number;
  deleted: number;
}

/** Contents of `.dbferry/report.json`. */
export interface DemoReport {
  phases: PhaseReport[];
  allowlist: {
    /** The source's allowlists while the task ran, by group. */
    during: Record<string, string[]>;
    after: Record<string, string[]>;
  };
  /** Rows of all migrated tables, counted on each side after the cutover. */
  rows: { source: number; target: number };
  /** Tables compared by checksum. */
  tables: number;
  checksumEqual: boolean;
  /** Position recorded at the cutover. */
  gtid: string;
  policy: {
    /** Openings that the policy pack refused in a preview. */
    refused: number;
    rules: string[];
    /** Resources created despite the refused preview. */
    created: number;
  };
  writer: { committed: number };
  openingsLeft: number;
  seconds: number;
}

export function writeReport(file: string, report: DemoReport): void {
  writePrivateFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** Colours only where the terminal supports them. */
const PLAIN = { head: [], border: [] };

/** The report as a table. */
export function tableOf(report: DemoReport): string {
  const phases = new Table({
    head: ["phase", "seconds", "created", "deleted"].map(pc.bold),
    colAligns: ["left", "right", "right", "right"],
    style: PLAIN,
  });
  phases.push(
    ...report.phases.map(({ name, seconds, created, deleted }) => [name, seconds.toFixed(1), created, deleted]),
  );
  const facts = new Table({ style: PLAIN });
  facts.push(
    { "allowlist during": entries(report.allowlist.during) },
    { "allowlist after": entries(report.allowlist.after) },
    { "rows on the source": report.rows.source.toLocaleString("en") },
    { "rows on the target": report.rows.target.toLocaleString("en") },
    { "checksums equal": `${report.checksumEqual ? "yes" : "NO"}, ${report.tables} tables` },
    { "written meanwhile": `${report.writer.committed.toLocaleString("en")} transactions` },
    { "position (GTID)": report.gtid.replaceAll(",", ",\n") },
    {
      "refused by policy": `${report.policy.refused} openings (${report.policy.rules.join(", ")}), ${report.policy.created} created`,
    },
    { "openings left": String(report.openingsLeft) },
  );
  return `${phases}\n${facts}`;
}

function entries(groups: Record<string, string[]>): string {
  const lines = Object.entries(groups).map(([group, list]) => `${group}: ${list.join(", ")}`);
  return lines.join("\n") || "empty";
}
