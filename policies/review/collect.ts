import { withoutEngineWords } from "../../model/printing/engineError";
import { descriptorOf, factsOf, isJudged } from "../adapters";
import type { AccessRule } from "../core/facets";
import { Plan } from "../core/plan";
import { asText } from "../core/read";
import { type Bag, plainBag, Unknown } from "../core/values";
import { PACK, WHOLE_PLAN } from "../names";
import { RULES } from "../rules/catalogue";
import { readFinding } from "./finding";
import type { ReviewChange, ReviewFinding, ReviewOpening, SourcePlace, StackReview } from "./types";

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
  policyRemediationEvent?: {
    resourceUrn?: string;
    policyName: string;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
  };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
  policyAnalyzeSummaryEvent?: PolicySummary & { resourceUrn: string };
  policyAnalyzeStackSummaryEvent?: PolicySummary;
}

type Remediated = NonNullable<ReviewEvent["policyRemediationEvent"]>;

/** Policy results for one resource or the whole plan, which show that the pack was run. */
interface PolicySummary {
  policyPackName: string;
  passed?: string[];
  failed?: string[];
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
  /** Where the program registers its resources, by URN. */
  positions: ReadonlyMap<string, SourcePlace> = new Map();
  readonly #plan = new Plan();
  readonly #findings: ReviewFinding[] = [];
  readonly #changes: ReviewChange[] = [];
  readonly #openings: ReviewOpening[] = [];
  readonly #errors: string[] = [];
  readonly #defaults = new Map<string, ReadonlySet<string>>();
  readonly #judged = new Set<string>();
  readonly #registered = new Set<string>();
  #summaries = 0;
  #wholePlan = false;

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
    if (event.diagnosticEvent?.severity === "error")
      this.#errors.push(withoutEngineWords(plain(event.diagnosticEvent.message)));
    if (event.policyRemediationEvent) this.#findings.push(remediation(event.policyRemediationEvent));
    this.#heard(event);
    if (event.resourcePreEvent) this.#step(event.resourcePreEvent.metadata);
  };

  #heard({ policyAnalyzeSummaryEvent: one, policyAnalyzeStackSummaryEvent: whole }: ReviewEvent): void {
    if (one) {
      this.#summaries += 1;
      if (hasJudged(one, PACK)) this.#judged.add(one.resourceUrn);
    }
    if (whole && hasJudged(whole, WHOLE_PLAN)) this.#wholePlan = true;
  }

  /**
   * Describes what no policy judged. An engine that reports nothing about its policies is trusted: it loaded
   * the pack, or the preview failed.
   */
  unjudged(): string[] {
    if (this.#summaries === 0) return [];
    const left = [...this.#registered].filter((urn) => !this.#judged.has(urn));
    const names = left.slice(0, 3).map((urn) => `"${urn.split("::").at(-1)}"`);
    const more = left.length > 3 ? ` and ${left.length - 3} more` : "";
    return [
      ...(left.length > 0 ? [`the pack was not run on ${names.join(", ")}${more}: not judged`] : []),
      ...(this.#wholePlan
        ? []
        : ["the pack was not run on the plan as a whole: rules across resources judged nothing"]),
    ];
  }

  /** Everything collected so far. */
  result(): StackReview {
    // The engine reports a refused preview as failed; the refusal is the cause, not an additional error.
    const refused = this.#findings.some((finding) => finding.stops);
    const errors = this.#errors.filter((error) => !refused || !/^preview failed$/.test(error));
    return {
      project: this.project,
      stack: this.stack,
      findings: unique(this.#findings, keyOf).map((finding) => this.#placed(finding)),
      changes: this.#changes,
      openings: this.#openings,
      errors: unique(errors, (error) => error),
    };
  }

  /**
   * A finding with its source position. Lines that remove provider defaults are dropped, because no program contains
   * them.
   */
  #placed(finding: ReviewFinding): ReviewFinding {
    const source = this.positions.get(finding.urn);
    const defaults = this.#defaults.get(finding.urn);
    const isDefault = (line: string) => defaults?.has(/^- (\w+): /.exec(line)?.[1] ?? "") ?? false;
    const diff = finding.diff.filter((line) => !isDefault(line));
    return { ...finding, diff, ...(source ? { source } : {}) };
  }

  #step({ op, urn, type, new: next }: NonNullable<ReviewEvent["resourcePreEvent"]>["metadata"]): void {
    if (type.startsWith("pulumi:providers:") && next?.inputs) this.providers.push({ urn, type, inputs: next.inputs });
    if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
    if (!op.startsWith("delete")) this.registered += 1;
    // The engine sends policies the registered resources, but not those that are only read or deleted.
    if (/^(create|update|replace|same|import)$/.test(op)) this.#registered.add(urn);
    const added = next?.inputs?.["__defaults"];
    if (Array.isArray(added)) this.#defaults.set(urn, new Set(added.map(String)));
    const name = urn.split("::").at(-1) ?? "";
    const known = OPS[op];
    if (known) this.#changes.push({ op: known, type, name, urn });
    if (op === "replace" && descriptorOf(type)?.runsMigration) this.#findings.push(replacement(urn, type, name));
    if (!op.startsWith("delete") && op !== "create-replacement" && next)
      this.#open(urn, type, name, op !== "same", next);
  }

  /** Records what allows traffic: temporarily for a migration, or because of this change. */
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
    const expires = lifetime?.expires ?? lifetime?.inherited ?? endpoint?.mark?.expires;
    this.#openings.push({
      urn,
      name,
      type,
      what: (lifetime?.what ?? endpoint?.what)?.replace(/^the /, "") ?? way!.kind,
      sources: sourcesOf(inputs, facts?.opening ?? []) || (endpoint ? "whomever its allowlist admits" : ""),
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
    needed: "a task that keeps running",
    fix: "undo the change to the input that replaces it, or create a new migration",
    diff: [],
    link: rule.link,
  };
}

/** The pack changed inputs that it then judges: an update without the pack uses the program's original inputs. */
function remediation({ resourceUrn: urn = "", policyName, before = {}, after = {} }: Remediated): ReviewFinding {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const rule = RULES.find(({ id }) => id === policyName);
  return {
    verdict: "violation",
    stops: false,
    rules: [policyName],
    title: "The pack changed the inputs that it judges",
    urn,
    resource: urn.split("::").at(-1) ?? "",
    type: (urn.split("::")[2] ?? "").split("$").at(-1) ?? "",
    seen: `the policy "${policyName}" remediates, and changed ${changed.length > 0 ? changed.join(", ") : "an input"}`,
    needed: "the same change in the program: an update without this pack uses the program's inputs",
    fix: "make the change in the program",
    diff: [],
    link: rule?.link ?? "",
  };
}

/**
 * Findings are the same only when all these fields match: findings about exemptions or settings differ only in their
 * titles.
 */
function keyOf({ verdict, stops, rules, urn, title, seen }: ReviewFinding): string {
  return JSON.stringify([verdict, stops, rules, urn, title, seen]);
}

/**
 * Another pack counts as run when it reports anything; dbferry's only when the judging policy is among the results.
 */
function hasJudged({ policyPackName, passed = [], failed = [] }: PolicySummary, policy: string): boolean {
  return policyPackName !== PACK || passed.includes(policy) || failed.includes(policy);
}

/** Text without the engine's colour codes. */
function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "");
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
