import type { EngineEvent } from "@pulumi/pulumi/automation";
import pc from "picocolors";
import { visible, visibleLines } from "../../model/printing/visible";

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

/** Numbers of operations in one update, by kind. */
export interface Counts {
  created: number;
  updated: number;
  deleted: number;
}

/** A policy violation as reported by the engine. */
export interface Refusal {
  policy: string;
  resource: string;
  message: string;
  level: string;
}

/** Follows the engine's events: prints progress, counts operations, collects refusals. */
export class Progress {
  readonly counts: Counts = { created: 0, updated: 0, deleted: 0 };
  readonly refusals: Refusal[] = [];
  readonly errors: string[] = [];
  private readonly shown = new Map<string, string>();

  /** @param planned a preview: planned operations are not shown as done */
  constructor(
    private readonly print: (line: string) => void,
    private readonly planned = false,
  ) {}

  readonly onEvent = (event: EngineEvent): void => {
    if (event.resOutputsEvent) this.finished(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent) this.print(`${pc.red("!")} ${nameOf(event.resOpFailedEvent.metadata.urn)} failed`);
    if (event.diagnosticEvent) this.said(event.diagnosticEvent);
    if (event.policyEvent) this.refused(event.policyEvent);
  };

  private finished({ op, urn, type }: { op: string; urn: string; type: string }): void {
    const sign = SIGNS[op];
    if (!sign || type === "pulumi:pulumi:Stack") return;
    if (op === "create" || op === "create-replacement" || op === "import") this.counts.created += 1;
    if (op === "update") this.counts.updated += 1;
    if (op === "delete" || op === "delete-replaced") this.counts.deleted += 1;
    if (this.planned) return;
    const colour = sign === "-" ? pc.red : sign === "~" ? pc.yellow : pc.green;
    this.print(`${colour(sign)} ${nameOf(urn)} ${pc.dim(visible(type))}`);
  }

  private said(event: { urn?: string; message: string; severity: string; ephemeral?: boolean }): void {
    const message = plain(event.message).trim();
    // The toolchain puts these helpers on the PATH.
    if (/^using pulumi-\S+ from \$PATH/.test(message)) return;
    if (!message || event.severity === "debug" || event.severity === "info#err") return;
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

function nameOf(urn: string): string {
  return visible(urn.split("::").at(-1) ?? urn);
}

/** Continuation lines of a message are indented, so that none looks like a line of the engine. */
function indented(message: string): string {
  return visibleLines(message.replaceAll("\r\n", "\n")).replaceAll("\n", "\n    ");
}

/** The engine writes colours in its messages as <{%...%}>. */
function plain(text: string): string {
  return text.replace(/<\{%.*?%\}>/g, "");
}
