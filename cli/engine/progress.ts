import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { withoutEngineWords } from "../../model/printing/engineError";
import { withoutDump } from "../../model/printing/vendorError";
import { visible, visibleLines } from "../../model/printing/visible";
import type { Status } from "../terminal/status";

const SIGNS: Record<string, string> = {
  create: "+",
  update: "~",
  delete: "-",
  replace: "±",
  "create-replacement": "+",
  "delete-replaced": "-",
  import: "=",
  "import-replacement": "=",
};

/** Number of operations in one update, by kind. */
export interface Counts {
  created: number;
  updated: number;
  replaced: number;
  deleted: number;
}

/** One operation on one resource, done or planned. */
export interface Step {
  op: string;
  name: string;
  type: string;
}

export interface ProgressOptions {
  /** In a preview, planned operations are not shown as done, and are only shown at all with "listed". */
  planned?: "quiet" | "listed";
  /** Shows current activity on one line. */
  status?: Status;
}

/** A policy violation as reported by the engine. */
export interface Refusal {
  policy: string;
  resource: string;
  message: string;
  level: string;
}

/** Follows the engine's events: prints progress, counts operations and collects refusals. */
export class Progress {
  readonly counts: Counts = { created: 0, updated: 0, replaced: 0, deleted: 0 };
  readonly steps: Step[] = [];
  readonly refusals: Refusal[] = [];
  readonly errors: string[] = [];
  private readonly shown = new Map<string, string>();
  /** Components that have been reported: the engine reports one when it is created, and again with its outputs. */
  private readonly components = new Set<string>();

  constructor(
    private readonly write: (line: string) => void,
    private readonly options: ProgressOptions = {},
  ) {}

  readonly onEvent = (event: EngineEvent): void => {
    if (event.resOutputsEvent) this.finished(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent) this.print(`${pc.red("!")} ${nameOf(event.resOpFailedEvent.metadata.urn)} failed`);
    if (event.diagnosticEvent) this.said(event.diagnosticEvent);
    if (event.policyEvent) this.refused(event.policyEvent);
  };

  private finished(event: StepEventMetadata): void {
    const { op, urn, type, diffs } = event;
    // `replace` only announces the others.
    if (!SIGNS[op] || op === "replace" || type === "pulumi:pulumi:Stack") return;
    if (!(event.new ?? event.old)?.custom) {
      if (this.components.has(`${op} ${urn}`)) return;
      this.components.add(`${op} ${urn}`);
    }
    const name = nameOf(urn);
    // The engine reports a replacement as up to three operations; this one always occurs.
    const step = op === "create-replacement" ? "replace" : op;
    if (step === "create" || step === "import") this.counts.created += 1;
    if (step === "update") this.counts.updated += 1;
    if (step === "replace") this.counts.replaced += 1;
    if (step === "delete") this.counts.deleted += 1;
    if (step !== "delete-replaced") this.steps.push({ op: step, name, type: visible(type) });
    if (this.options.planned === "quiet") return;
    const listed = this.options.planned === "listed";
    if (listed && op === "delete-replaced") return;
    const sign = SIGNS[listed ? step : op];
    const colour = sign === "-" || sign === "±" ? pc.red : sign === "~" ? pc.yellow : pc.green;
    const changed = this.options.planned && diffs?.length ? ` [${visible(diffs.join(", "))}]` : "";
    this.print(`${colour(sign!)} ${name} ${pc.dim(visible(shortType(type)))}${changed}`);
  }

  /** Prints a permanent line, and the status line again below it. */
  private print(line: string): void {
    this.options.status?.clear();
    this.write(line);
    this.options.status?.again();
  }

  private said(event: { urn?: string; message: string; severity: string; ephemeral?: boolean }): void {
    const said = plain(event.message).trim();
    const message = event.severity === "error" ? withoutDump(withoutEngineWords(said)) : said;
    // Emitted for the helpers that the toolchain puts on the PATH.
    if (/^using pulumi-\S+ from \$PATH/.test(message)) return;
    if (!message || event.severity === "debug" || event.severity === "info#err") return;
    if (event.ephemeral && event.severity === "info" && this.options.status) {
      this.options.status.show(`${event.urn ? `${nameOf(event.urn)}: ` : ""}${message}`);
      return;
    }
    if (event.severity === "error") this.errors.push(message);
    const key = event.urn ?? "";
    if (this.shown.get(key) === message) return;
    this.shown.set(key, message);
    const head = event.urn && !event.urn.includes("pulumi:pulumi:Stack") ? `${nameOf(event.urn)}: ` : "";
    const colour = event.severity === "error" ? pc.red : event.severity === "warning" ? pc.yellow : pc.dim;
    this.print(colour(`  ${head}${indented(message)}`));
  }

  private refused(event: {
    resourceUrn?: string;
    message: string;
    policyName: string;
    enforcementLevel: string;
  }): void {
    const refusal = {
      policy: event.policyName,
      resource: event.resourceUrn ? nameOf(event.resourceUrn) : "",
      message: plain(event.message).trim(),
      level: event.enforcementLevel,
    };
    if (refusal.level === "mandatory") this.refusals.push(refusal);
    const colour = refusal.level === "mandatory" ? pc.red : pc.yellow;
    this.print(
      colour(
        `  ${refusal.level === "mandatory" ? "refused" : "advice"} ${refusal.resource}: ${indented(refusal.message)}`,
      ),
    );
  }
}

/** `huaweicloud:index/vpcEip:VpcEip` without the file, as the engine shows it. */
function shortType(type: string): string {
  return type.replace(/\/[^:/]+(?=:[^:]+$)/, "");
}

function nameOf(urn: string): string {
  return visible(urn.split("::").at(-1) ?? urn);
}

/** Indents continuation lines, so that none looks like output of the engine. */
function indented(message: string): string {
  return visibleLines(message.replaceAll("\r\n", "\n")).replaceAll("\n", "\n    ");
}

/** Removes the engine's colour markup, <{%...%}>. */
function plain(text: string): string {
  return text.replace(/<\{%.*?%\}>/g, "");
}
