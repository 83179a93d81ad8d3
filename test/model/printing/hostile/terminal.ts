import type { AuditResult } from "../../../../cli/audit/audit";
import { auditText } from "../../../../cli/audit/text";
import { register as audit } from "../../../../cli/commands/audit";
import { register as cutover } from "../../../../cli/commands/cutover";
import { register as preflight } from "../../../../cli/commands/preflight";
import { Progress } from "../../../../cli/engine/progress";
import { Status } from "../../../../cli/terminal/status";
import { ProblemsError } from "../../../../model/problems";
import type { CompareResult } from "../../../../mysql/compare/compare";
import { comparison, differingTables } from "../../../../mysql/output/comparison";
import { json } from "../../../../mysql/output/json";
import { junit } from "../../../../mysql/output/junit";
import { people } from "../../../../mysql/output/people";
import { sarif } from "../../../../mysql/output/sarif";
import { structure } from "../../../../mysql/output/structure";
import type { StructureResult } from "../../../../mysql/structure/types";
import { markdown } from "../../../../policies/review";
import { HuaweiError } from "../../../../provider/clouds/huaweicloud/client";
import { showVerdict } from "../../../../provider/resources/preflight";
import { refusal } from "../../../../provider/rpc/plugin";
import type { Case } from "../../../mysql/checks/recorded/cases";
import { prove } from "../../../mysql/checks/recorded/prove";
import { columnRow, play, type Recording, table } from "../../../mysql/checks/recorded/server";
import { shown } from "./capture";
import { acted, EVIL, poisoned } from "./hostile";

/**
 * What a hostile pair of servers gets onto a terminal, in every human-readable format, and in machine formats that are
 * also printed there.
 */
export async function reaches(one: Case): Promise<string[]> {
  const { report } = await prove(poisoned(one));
  const broken = report.verdicts.filter(({ found }) => /^the check failed to run/.test(found));
  return [
    ...acted(people(report, { all: true, colour: true })),
    ...report.verdicts.flatMap((verdict) => acted(showVerdict(verdict))),
    ...[json(report), sarif(report), junit(report)].flatMap(acted),
    ...broken.map(({ id, found }) => `${id}: ${found}`),
  ];
}

/** A greeting ends at its first NUL, and the stand-in server only writes ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is sent
const BANNER = EVIL.replace(/[^\x01-\x7f]/g, "");

/** Servers that send hostile text wherever a server can send text. */
const SAYING: Record<string, Partial<Recording>> = {
  "its version": { version: `5.6.24-log${BANNER}`, variables: { version_comment: EVIL } },
  "its refusal of a login": { refuse: { errno: 1045, message: `Access denied${EVIL}` } },
  "its refusal of a statement": { answers: [[/^SHOW GLOBAL/i, { errno: 1227, message: `no${EVIL}` }]] },
  "its variables": {
    variables: { time_zone: EVIL, system_time_zone: EVIL, sql_mode: EVIL, binlog_format: EVIL, server_uuid: EVIL },
  },
  "its connections": {
    answers: [
      [
        /^SHOW FULL PROCESSLIST/i,
        [{ Id: 7, User: EVIL, Host: EVIL, db: EVIL, Command: "Query", Time: 9, State: EVIL, Info: EVIL }],
      ],
    ],
  },
  "its names": {
    answers: [
      [/information_schema\.SCHEMATA/i, [{ n: EVIL, c: "utf8", o: "utf8_general_ci" }]],
      [/information_schema\.TABLES/i, [table(EVIL, EVIL, { ENGINE: "MyISAM" })]],
      [/information_schema\.COLUMNS/i, [columnRow(EVIL, EVIL, EVIL, { DATA_TYPE: "float" })]],
    ],
  },
};

const COMMANDS = {
  preflight: { register: preflight, more: ["--all"] },
  cutover: { register: cutover, more: ["--quiet", "0", "--catch-up", "0"] },
};

export const SERVERS = Object.keys(SAYING).flatMap((what) =>
  (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((command) => ({ what, command })),
);

/** What reaches the terminal through a real command. */
export async function throughCommand(what: string, command: keyof typeof COMMANDS): Promise<string[]> {
  const recording = { version: "5.6.24-log", ...SAYING[what] };
  const servers = await Promise.all([
    play(recording),
    play({ ...recording, variables: { server_id: 18, ...recording.variables } }),
  ]);
  try {
    const [source, target] = servers.map(
      ({ options }) => `mysql://${options.user}:${options.password}@127.0.0.1:${options.port}/`,
    );
    const { register, more } = COMMANDS[command];
    const { out, err } = await shown(register, [command, "--source", source!, "--target", target!, ...more]);
    return [...acted(out), ...acted(err), ...(out + err === "" ? ["nothing was shown"] : [])];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** A comparison in which every name and value is hostile. */
const COMPARED = {
  verdict: "differs",
  mode: "full",
  notProven: [EVIL],
  rows: { source: 1, target: 2 },
  seconds: 1,
  tables: (["differs", "notProven", "same"] as const).map((verdict) => ({
    database: EVIL,
    table: EVIL,
    verdict,
    structure: [EVIL],
    notProven: verdict === "same" ? [] : [EVIL],
    rows: { source: 1, target: 2 },
    key: [EVIL],
    ranges: [{ from: [EVIL], to: [EVIL], rows: { source: 1, target: 2 } }],
    differing: 1,
    differences: [{ kind: "changed", key: { [EVIL]: EVIL }, columns: [{ name: EVIL, source: EVIL, target: EVIL }] }],
  })),
} as unknown as CompareResult;

const different = {
  kind: "table",
  name: { database: EVIL, object: EVIL },
  what: EVIL,
  source: EVIL,
  target: EVIL,
  note: EVIL,
};
const STRUCTURE = {
  verdict: "differs",
  objects: { table: 1 },
  seconds: 1,
  differences: [
    { ...different, statements: [`DROP TABLE \`${EVIL}\``] },
    { ...different, statements: [`DROP TABLE \`${EVIL}\``], loses: EVIL },
  ],
  notProven: [{ kind: "view", name: { database: EVIL, object: EVIL }, reason: EVIL }],
} as unknown as StructureResult;

const migration = { name: EVIL } as AuditResult["migration"];
const opening = {
  cloud: "alicloud",
  region: "r",
  kind: "eip",
  id: EVIL,
  addresses: [EVIL],
  where: EVIL,
  expires: EVIL,
};

/** Everything else that displays external text, and its output for the hostile text. */
export const PRINTERS: Record<string, () => string | Promise<string>> = {
  "an audit's findings": () =>
    auditText({
      findings: [opening],
      takenOver: [opening],
      lookedAt: [EVIL],
      notLookedAt: [{ where: EVIL, reason: EVIL }],
      migration,
    } as unknown as AuditResult),
  "an audit that finds no project": async () => {
    const { out, err } = await shown(audit, ["audit", "--cwd", `/nowhere/${EVIL.replaceAll("\0", "")}`]);
    return out + err;
  },
  "a comparison": () => comparison(COMPARED, { all: true, colour: true }),
  "the tables of a shut gate": () => differingTables(COMPARED, { colour: true }).join("\n"),
  "a comparison of structure": () => structure(STRUCTURE, { colour: true }),
  "problems of an input": async () => {
    const seen = new ProblemsError("the input", [{ path: EVIL, seen: EVIL, needed: "a name", fix: EVIL }]);
    return (await shown(failing(seen), ["x"])).err;
  },
  "an error that nobody foresaw": async () => (await shown(failing(new Error(`it broke: ${EVIL}`)), ["x"])).err,
  "the engine's events": () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    const urn = `urn:pulumi:s::p::t::${EVIL}`;
    const said = { urn, prefix: "", color: "never", message: EVIL, severity: "error" };
    const refused = {
      resourceUrn: urn,
      message: EVIL,
      color: "never",
      policyName: "p",
      policyPackName: "p",
      policyPackVersion: "1",
      policyPackVersionTag: "1",
      enforcementLevel: "mandatory",
    };
    const metadata = { op: "create", urn, type: EVIL };
    for (const event of [
      { diagnosticEvent: said },
      { policyEvent: refused },
      { resOutputsEvent: { metadata } },
      { resOpFailedEvent: { metadata } },
    ])
      progress.onEvent(event as never);
    // Multi-line messages are indented below their first line, where no line of the engine's starts.
    return lines.join("\n").replaceAll("\n    ", "\n    | ");
  },
  "the status line": () => {
    let text = "";
    const stream = { isTTY: true, columns: 10_000, write: (part: string) => (text += part) };
    // Clearing the line uses the terminal's own control sequences, so it is left out here.
    new Status({ ...stream, isTTY: false } as never)["show"](EVIL);
    const status = new Status(stream as never);
    status.clear = () => {};
    status.show(`... table ${EVIL}`);
    return text;
  },
  "a vendor's refusal": () => {
    const error = new HuaweiError("doing", EVIL, EVIL, 400, EVIL);
    return refusal(error, []).message;
  },
  "an error in the provider": () => refusal(new Error(`it broke: ${EVIL}`), []).message,
  "a review's comment": () =>
    markdown({
      name: "review",
      at: "2026-01-01T00:00:00Z",
      stacks: [{ project: "p", stack: EVIL, findings: [], changes: [], openings: [], errors: [EVIL] }],
      touched: [{ what: EVIL, where: EVIL, base: EVIL, change: EVIL }],
      notes: [EVIL],
    }),
};

function failing(error: Error) {
  return (program: import("commander").Command) => {
    program.command("x").action(() => {
      throw error;
    });
  };
}
