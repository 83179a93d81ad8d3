import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareAnswer, type MayBeAbsent } from "../../../sandbox/wire/compare";
import type { WireAction, WireModel } from "../../../sandbox/wire/model";
import type { Exchange, Exchanges } from "../../../sandbox/world/exchanges";
import { type ContractService, SERVICES } from "./services";

/** Environment variable that names the report folder of `npm run contract`. */
export const REPORTS = "DBFERRY_CONTRACT_REPORTS";

export interface ContractReport {
  actions: string[];
  checked: number;
  problems: string[];
  given: string[];
  read: string[];
  /** Calls of the vendors' clients whose answers were understood, by client. */
  clients?: Record<string, number>;
}

/** Compares the sandbox clouds' requests and answers with the vendors' models. */
export class Contract {
  /** "huaweicloud drs GET /v5/{}/jobs" */
  readonly actions = new Set<string>();
  checked = 0;
  /** Distinct problems, each with the first place where it occurred. */
  readonly problems = new Map<string, string>();
  /** Request parts that were sent, by action. */
  private readonly requests = new Map<string, { given: Set<string>; reads: Set<ReadonlySet<string>> }>();

  watch(exchanges: Exchanges): () => void {
    return exchanges.watch((exchange) => this.check(exchange));
  }

  /** The problems. Under `npm run contract`, also writes a report of what was seen. */
  conclude(): [string, string][] {
    const folder = process.env[REPORTS];
    if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(this.report()));
    return [...this.problems];
  }

  private report(): ContractReport {
    return {
      actions: [...this.actions],
      checked: this.checked,
      problems: [...this.problems].map((one) => one.join(": ")),
      given: [...this.requests].flatMap(([action, { given }]) => [...given].map((path) => `${action}: ${path}`)),
      read: [...this.requests].flatMap(([action, { reads }]) =>
        [...reads].flatMap((one) => [...one].map((path) => `${action}: ${path}`)),
      ),
    };
  }

  /** Request parts that were accepted but never read, as "huaweicloud drs POST /v3/{}/jobs: tags". */
  ignored(): string[] {
    return [...this.requests].flatMap(([action, { given, reads }]) =>
      [...given].filter((path) => ![...reads].some((one) => one.has(path))).map((path) => `${action}: ${path}`),
    );
  }

  private check(exchange: Exchange): void {
    const { service, status, body } = exchange;
    const known = SERVICES[service];
    if (!known) {
      this.tell("unknown service", service, "it has no model in test/contract/support/services.ts");
      return;
    }
    this.checked += 1;
    if (status >= 300 && !isRefusedBatch(body)) this.checkError(exchange, known.errors);
    else this.checkAnswer(exchange, known);
  }

  private checkAnswer(exchange: Exchange, known: ContractService): void {
    const { service, action, body } = exchange;
    const found = action === undefined ? undefined : find(known.models, action);
    if (!found) {
      this.tell("unknown action", `${service} ${action}`, "the vendor's models have no such action");
      return;
    }
    this.actions.add(`${service} ${action}`);
    this.remember(exchange);
    // A request may select only some of the fields.
    const mayBeAbsent: MayBeAbsent = exchange.given?.has("fields[]") ? () => true : known.mayBeAbsent;
    for (const one of compareAnswer(found.model, found.action.answer, body ?? {}, mayBeAbsent)) {
      this.tell(`${one.kind}: ${service}`, one.field, `${action} ${one.path}: ${one.detail}`);
    }
  }

  private checkError({ service, action, body }: Exchange, shapes: readonly (readonly string[])[]): void {
    // IAM and Tencent Cloud wrap the error in an object.
    const inside = body as { error?: object; Error?: object } | undefined;
    const fields = Object.entries(inside?.error ?? inside?.Error ?? body ?? {});
    const names = fields.map(([name]) => name).sort();
    const wanted = inside?.error ? [["code", "message", "title"]] : shapes;
    const fits = wanted.some((shape) => JSON.stringify([...shape].sort()) === JSON.stringify(names));
    if (fits && fields.every(([, value]) => typeof value === "string")) return;
    this.tell(`error: ${service}`, names.join(), `${action}: not a shape of the vendor's errors`);
  }

  private remember({ service, action, given, read, status }: Exchange): void {
    if (!given || !read || status >= 300) return;
    const name = `${service} ${action}`;
    const known = this.requests.get(name) ?? { given: new Set(), reads: new Set() };
    for (const path of given) known.given.add(path);
    known.reads.add(read);
    this.requests.set(name, known);
  }

  private tell(kind: string, what: string, where: string): void {
    const key = `${kind} ${what}`;
    if (!this.problems.has(key)) this.problems.set(key, where);
  }
}

/** DRS answers a batch that was refused entirely with the refusal's status. */
function isRefusedBatch(body: unknown): boolean {
  return Array.isArray((body as { results?: unknown } | undefined)?.results);
}

export function find(models: WireModel[], action: string): { model: WireModel; action: WireAction } | undefined {
  const model = models.find((one) => one.actions[action]);
  return model && { model, action: model.actions[action]! };
}

/** Calls of the vendors' clients, reported when running under `npm run contract`. */
export function reportClients(clients: Record<string, number>): void {
  const folder = process.env[REPORTS];
  if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify({ clients }));
}
