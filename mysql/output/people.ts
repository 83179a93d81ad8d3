import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import type { VerdictStatus } from "../../model/verdict";
import { GROUPS } from "../check";
import type { JudgedVerdict, PreflightReport, ServerSeen } from "../preflight";

type Colours = ReturnType<typeof pc.createColors>;

/** Order within a group: what blocks the migration comes first. */
const ORDER: readonly VerdictStatus[] = ["fail", "undetermined", "warning", "pass", "notApplicable"];
const WORD: Record<VerdictStatus, string> = {
  fail: "FAIL",
  undetermined: "UNSEEN",
  warning: "WARN",
  pass: "pass",
  notApplicable: "n/a",
};

/** Findings shown per verdict; JSON has all of them. */
const FINDINGS = 50;

/** The report for people: grouped, failures first, fixes ready to paste. `all` also lists the passes, one line each. */
export function people(report: PreflightReport, options: { colour?: boolean; all?: boolean } = {}): string {
  const colours = pc.createColors(options.colour ?? pc.isColorSupported);
  const lines = [header("source", report.source), header("target", report.target), ""];
  for (const group of GROUPS) {
    const mine = report.verdicts.filter((verdict) => verdict.group === group && !follows(verdict, report));
    if (mine.length === 0) continue;
    const shown = mine
      .filter((verdict) => options.all || verdict.exempted || !["pass", "notApplicable"].includes(verdict.status))
      .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
    const passed = mine.filter((verdict) => verdict.status === "pass").length;
    lines.push(`${colours.bold(group)} ${colours.dim(`${passed} of ${mine.length} pass`)}`);
    for (const verdict of shown) lines.push(...entry(verdict, colours));
    lines.push("");
  }
  lines.push(...exemptions(report, colours), summary(report, colours));
  return `${lines.join("\n")}\n`;
}

/** Undetermined only because a server was unreachable, which C01 or C02 already reports. */
function follows(verdict: JudgedVerdict, report: PreflightReport): boolean {
  if (verdict.status !== "undetermined") return false;
  return [report.source, report.target].some((server) => !server.facts && verdict.found.includes(server.address));
}

function header(role: string, server: ServerSeen): string {
  if (!server.facts) return visible(`${role}  ${server.address}  not reached`);
  const { text, flavour, profile } = server.facts;
  return visible(
    `${role}  ${server.address}  ${flavour === "mariadb" ? "MariaDB" : "MySQL"} ${text}  ${profile}${server.tls ? "  TLS" : ""}`,
  );
}

function entry(verdict: JudgedVerdict, colours: Colours): string[] {
  const mark = verdict.exempted ? colours.cyan("exempt") : paint(verdict.status, colours);
  const side = verdict.side && verdict.side !== "both" ? colours.dim(` (${verdict.side})`) : "";
  const found = visible(verdict.found);
  const lines = [`  ${mark.padEnd(6)} ${verdict.id} ${verdict.title}${side}`, `         found   ${found}`];
  if (verdict.status === "pass") return [`${lines[0]}: ${found}`];
  for (const one of verdict.findings?.slice(0, FINDINGS) ?? [])
    lines.push(`         ${visible(`${one.object}: ${one.found}`)}`);
  lines.push(`         needed  ${visible(verdict.needed)}`);
  if (verdict.exempted) {
    const { reason, owner, expires } = verdict.exempted;
    lines.push(`         exempt  ${visible(`${reason} (${owner}, until ${expires})`)}`);
  } else if (verdict.remedy) {
    const [first, ...rest] = verdict.remedy.split("\n").map(visible);
    lines.push(
      `         fix     ${colours.green(first!)}`,
      ...rest.map((line) => `                 ${colours.green(line)}`),
    );
  }
  return lines;
}

function paint(status: VerdictStatus, colours: Colours): string {
  const word = WORD[status].padEnd(6);
  if (status === "fail") return colours.red(word);
  if (status === "undetermined") return colours.magenta(word);
  if (status === "warning") return colours.yellow(word);
  return status === "pass" ? colours.green(word) : colours.dim(word);
}

function exemptions(report: PreflightReport, colours: Colours): string[] {
  return [
    ...report.expiredExemptions.map((one) =>
      colours.yellow(visible(`exemption of ${one.id} (${one.owner}) expired on ${one.expires}: it has no effect`)),
    ),
    ...report.unusedExemptions.map((one) =>
      colours.yellow(visible(`exemption of ${one.id} (${one.owner}) is not needed: remove it`)),
    ),
  ];
}

function summary(report: PreflightReport, colours: Colours): string {
  const { counts } = report;
  const parts = [
    `${counts.pass} pass`,
    `${counts.warning} warn`,
    `${counts.fail} fail`,
    `${counts.undetermined} undetermined`,
    `${counts.notApplicable} not applicable`,
  ];
  if (counts.exempted > 0) parts.push(`${counts.exempted} exempt`);
  const verdict = report.ok
    ? report.definitionsTried
      ? colours.green("nothing prevents the migration")
      : colours.yellow(
          "nothing that was checked prevents the migration; not every definition was tried on the target's version (C73)",
        )
    : report.exitCode === 1
      ? colours.red("the migration must not start")
      : colours.red("could not be checked");
  return `${parts.join(", ")} in ${report.seconds.toFixed(1)} s: ${verdict}`;
}
