import { descriptorOf, factsOf, isJudged } from "../adapters";
import type { AccessRule } from "../core/facets";
import { Plan } from "../core/plan";
import { asText } from "../core/read";
import { type Bag, plainBag, Unknown } from "../core/values";
import { RULES } from "../rules/catalogue";
import { readFinding } from "./finding";
import type { ReviewChange, ReviewFinding, ReviewOpening, StackReview } from "./types";

/** The parts of an engine event that a review reads; both the event log and the Automation API have them. */
export interface ReviewEvent {
  policyEvent?: { resourceUrn?: string; message: string; policyName: string; enforcementLevel: string };
  resourcePreEvent?: {
    metadata: {
      op: string;
      urn: string;
      type: string;
      new?: { parent?: string; inputs?: Record<string, unknown> };
    };
  };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
}

const OPS: Readonly<Record<string, ReviewChange["op"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};
/** Collects the contents of a preview from the engine's events. */
export class Collector {
  /** The inputs of the program's provider resources. */
  readonly providers: { urn: string; type: string; inputs: Record<string, unknown> }[] = [];
  /** How many resources the program registered, whatever their operation. */
  registered = 0;
  readonly #plan = new Plan();
  readonly #findings: ReviewFinding[] = [];
  readonly #changes: ReviewChange[] = [];
  readonly #openings: ReviewOpening[] = [];
  readonly #errors: string[] = [];

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

  /** Processes the next event. */
  readonly take = (event: ReviewEvent): void => {
    const policy = event.policyEvent;
    if (policy) {
      const stops = policy.enforcementLevel === "mandatory";
      this.#findings.push(readFinding(policy.policyName, plain(policy.message), policy.resourceUrn ?? "", stops));
    }
    if (event.diagnosticEvent?.severity === "error") this.#errors.push(plain(event.diagnosticEvent.message).trim());
    if (event.resourcePreEvent) this.#step(event.resourcePreEvent.metadata);
  };

  /** Everything collected so far. */
  result(): StackReview {
    // The engine reports a refused preview as failed; the refusal is the cause and not a further error.
    const refused = this.#findings.some((finding) => finding.stops);
    const errors = this.#errors.filter((error) => !refused || !/^preview failed$/.test(error));
    return {
      project: this.project,
      stack: this.stack,
      findings: unique(this.#findings, keyOf),
      changes: this.#changes,
      openings: this.#openings,
      errors: unique(errors, (error) => error),
    };
  }

  #step({ op, urn, type, new: next }: NonNullable<ReviewEvent["resourcePreEvent"]>["metadata"]): void {
    if (type.startsWith("pulumi:providers:") && next?.inputs) this.providers.push({ urn, type, inputs: next.inputs });
    if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
    if (!op.startsWith("delete")) this.registered += 1;
    const name = urn.split("::").at(-1) ?? "";
    const known = OPS[op];
    if (known) this.#changes.push({ op: known, type, name, urn });
    if (op === "replace" && descriptorOf(type)?.runsMigration) this.#findings.push(replacement(urn, type, name));
    if (!op.startsWith("delete") && op !== "create-replacement" && next)
      this.#open(urn, type, name, op !== "same", next);
  }

  /** Records what lets traffic in: temporarily for a migration, or because of this change. */
  #open(
    urn: string,
    type: string,
    name: string,
    touched: boolean,
    next: { parent?: string; inputs?: Record<string, unknown> },
  ): void {
    const inputs = plainBag(next.inputs ?? {});
    const place = this.#plan.enter({ type, name, urn, ...(next.parent ? { parent: next.parent } : {}) }, () => inputs);
    const facts = isJudged(type) ? factsOf(inputs, { type, name, urn, ...place }) : undefined;
    const lifetime = facts?.lifetime?.find((one) => one.belongsTo);
    const way = (facts?.opening ?? []).find(
      ({ kind, direction }) => direction === "ingress" && (kind === "rule" || kind === "allowlist"),
    );
    const endpoint = facts?.endpoint?.[0];
    if (!lifetime && !endpoint && !(touched && way)) return;
    const expires = lifetime?.expires ?? lifetime?.inherited;
    this.#openings.push({
      urn,
      name,
      type,
      what: (lifetime?.what ?? endpoint?.what)?.replace(/^the /, "") ?? way!.kind,
      sources: sourcesOf(inputs, facts?.opening ?? []) || (endpoint ? "whoever its allowlist lets in" : ""),
      ...(typeof expires === "string" ? { expires } : {}),
    });
  }
}

function sourcesOf(inputs: Bag, openings: readonly AccessRule[]): string {
  const items = openings.flatMap(({ sources, narrowedBy, whenAbsent }): unknown[] => {
    if (sources !== undefined) return Array.isArray(sources) ? sources : [sources];
    return narrowedBy ? [narrowedBy.value] : whenAbsent ? [whenAbsent] : [];
  });
  if (items.length === 0) return asTextOr(inputs["address"], "");
  return items.map((item) => (item instanceof Unknown ? "known during the update" : String(item))).join(", ");
}

function asTextOr(value: unknown, fallback: string): string {
  const found = asText(value);
  return typeof found === "string" ? found : fallback;
}

function replacement(urn: string, type: string, name: string): ReviewFinding {
  const rule = RULES.find(({ id }) => id === "TSK-14")!;
  return {
    verdict: "violation",
    stops: true,
    rules: [rule.id],
    title: rule.title,
    urn,
    resource: name,
    type,
    seen: "the preview replaces this task",
    needed: "a task that goes on",
    fix: "undo the change to the input that replaces it, or create a new migration",
    diff: [],
    link: rule.link,
  };
}

/** Two findings are the same only when every field is: a finding about an exemption or a setting is told apart by its title. */
function keyOf({ verdict, stops, rules, urn, title, seen }: ReviewFinding): string {
  return JSON.stringify([verdict, stops, rules, urn, title, seen]);
}

/** Text without the engine's colour codes. */
function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "");
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
