import { redacted } from "../../model/printing/redacted";
import { isReview } from "../../model/review";
import type { LogSink } from "../../plugin/log";
import type { Call, Change, Checked, Diff } from "../../plugin/plugin";
import { markSecrets, plain, secretTexts, type Values } from "../../plugin/values";
import type { Clouds } from "../core/clouds";
import type { CallContext } from "../core/context";
import { changesBetween, covered, touches } from "../core/diff";
import { Cancelled, InitFailed, messageOf, UserProblem } from "../core/failure";
import { RecentReads } from "../core/recentReads";
import type { Existing, Plain, ReadResult, ResourceType } from "../core/resource";
import { SharedReads } from "../core/sharedReads";
import { parseKnown, parseRecorded, validate } from "../core/validate";
import { FUNCTIONS } from "../functions";
import { RESOURCES } from "../resources";
import { type Configured, checkConfig, configure } from "./configuration";
import { asRecorded, driftIn, existing, foreseen, outputsTree } from "./trees";

/**
 * The provider without gRPC: property value trees in, trees out. It holds the configuration and the cancellation;
 * everything else is passed with the calls.
 */
export class Handlers {
  private configured: Configured | undefined;
  private readonly cancelled = new AbortController();
  /** For calls that change nothing: one read of a task serves all of them. */
  private readonly shared = new SharedReads();
  /** For calls that change something: the last read of a task serves a step that asks for it (`CallContext.lately`). */
  private readonly recent = new RecentReads();
  /** URNs that the program has registered. */
  private readonly registered = new Set<string>();
  /** Inputs of what this process has created, or what the program keeps, by type and id. */
  private readonly kept = new Map<string, object>();
  /**
   * The state's resources that were read, by URN. The call that creates the new resource of a forced replacement
   * (`--replace`) does not contain the old one.
   */
  private readonly recorded = new Map<string, Existing<object>>();

  constructor(
    private readonly log: LogSink,
    /** Tests substitute their own clouds for the configured ones. */
    private readonly given?: Configured,
  ) {}

  checkConfig(urn: string, news: Values, olds?: Values): Checked {
    return checkConfig(urn, news, olds);
  }

  configure(args: Values): void {
    this.configured = this.given ?? configure(args);
  }

  cancel(): void {
    this.cancelled.abort();
  }

  check(type: string, olds: Values | undefined, news: Values, urn = ""): Checked {
    this.registered.add(urn);
    const resource = resourceOf(type);
    const given = olds && Object.keys(olds).length > 0 && resource.inherit ? resource.inherit(news, olds) : news;
    const { inputs, failures } = validate(resource.schema, resource.complete?.(given) ?? given);
    return { inputs: markSecrets(inputs, resource.secrets), failures };
  }

  diff(type: string, oldInputs: Values, oldOutputs: Values, news: Values): Diff {
    const resource = resourceOf(type);
    const { ignore = [] } = resource;
    const ignored = typeof ignore === "function" ? ignore(plain(news) as Plain) : ignore;
    // An input that a later version added, with its default value, is not a change to an earlier version's state.
    const changes: Change[] = changesBetween(validate(resource.schema, asRecorded(resource, oldInputs)).inputs, news)
      .filter(({ path }) => !covered(path, ignored))
      .filter(({ path, kind }) => !(kind === "add" && covered(path, resource.later ?? [])))
      .map(({ path, kind }) => ({ path, kind, replace: touches(path, resource.replaceOn), input: true }));
    const lost = resource.lost?.(plain(oldOutputs) as Plain) ?? [];
    changes.push(...lost.map((path) => ({ path, kind: "update" as const, replace: true, input: false })));
    const due = (resource.due?.(plain(news) as Plain) ?? []).filter(
      (path) => !changes.some((one) => covered(one.path, [path])),
    );
    changes.push(...due.map((path) => ({ path, kind: "update" as const, replace: false, input: true })));
    if (driftIn(oldOutputs).length > 0) changes.push({ path: "drift", kind: "delete", replace: false, input: false });
    return { changes, deleteBeforeReplace: resource.deleteBeforeReplace ?? false };
  }

  /**
   * Records what the program keeps unchanged or updates in place. In a refresh, the inputs compared are not a
   * program's.
   */
  keep({ urn, type }: Call, id: string, news: Values, { changes }: Diff): void {
    if (!this.registered.has(urn) || changes.some(({ replace }) => replace)) return;
    this.kept.set(`${type} ${id}`, parseRecorded(resourceOf(type).schema, news) as object);
  }

  /** @throws UserProblem when the changes are not allowed */
  async allow(
    call: Call,
    id: string,
    inputs: Values,
    outputs: Values,
    news: Values,
    changes: readonly Change[],
  ): Promise<void> {
    const resource = resourceOf(call.type);
    if (!resource.allow || changes.length === 0) return;
    const old = existing(resource, id, inputs, outputs);
    await resource.allow(this.looking(call, news), old, plain(news) as Plain, changes);
  }

  async create(call: Call, inputs: Values, preview: boolean): Promise<{ id: string; outputs: Values }> {
    const resource = resourceOf(call.type);
    if (preview) return { id: "", outputs: foreseen(resource, inputs) };
    return this.keepingSecrets(resource, inputs, async () => {
      const given = parseKnown(resource.schema, inputs) as object;
      const made = await resource.create(this.context(call, inputs), given, this.recorded.get(call.urn));
      this.kept.set(`${call.type} ${made.id}`, given);
      return { id: made.id, outputs: outputsTree(resource, made.outputs, inputs) };
    });
  }

  rereads(type: string): boolean {
    return RESOURCES.get(type)?.looks ?? false;
  }

  async read(
    call: Call,
    id: string,
    inputs: Values | undefined,
    outputs: Values,
  ): Promise<{ id: string; outputs: Values; inputs: Values } | undefined> {
    const resource = resourceOf(call.type);
    const known = inputs ?? {};
    const { drift: _, ...recorded } = outputs;
    const old = existing(resource, id, known, recorded);
    const ctx = this.looking(call, known);
    const found = await this.seen(resource, ctx, old);
    if (!found) return undefined;
    this.recorded.set(call.urn, { ...old, outputs: found.outputs });
    const seen: Values = { ...known, ...(found.inputs as Values | undefined) };
    return {
      id: found.id,
      outputs: outputsTree(resource, found.outputs, seen),
      inputs: markSecrets(seen, resource.secrets),
    };
  }

  /**
   * What could not be read does not count as being in place, but it must not stop the engine here: a destroy, or an
   * update that removes the resource, has to continue. An update that keeps it reads again.
   */
  private async seen(
    resource: ResourceType<object>,
    ctx: CallContext,
    old: Existing<object>,
  ): Promise<ReadResult | undefined> {
    try {
      const found = await resource.read(ctx, old);
      for (const line of driftIn(found?.outputs)) ctx.log("warning", line);
      return found;
    } catch (error) {
      const imported = Object.keys(old.outputs).length === 0;
      if (!resource.looks || imported || error instanceof Cancelled) throw error;
      const drift = [`it could not be read: ${messageOf(error)}`];
      ctx.log("warning", drift[0]!);
      return { id: old.id, outputs: { ...old.outputs, drift } };
    }
  }

  async update(
    call: Call,
    id: string,
    oldInputs: Values,
    oldOutputs: Values,
    news: Values,
    preview: boolean,
  ): Promise<{ outputs: Values }> {
    const resource = resourceOf(call.type);
    const old = existing(resource, id, oldInputs, oldOutputs);
    const { drift: _, ...kept } = oldOutputs;
    if (preview) {
      // A review has no credentials: the update finds what the clouds would refuse.
      if (!isReview()) await resource.foretell?.(this.looking(call, news), old, plain(news) as Plain);
      return { outputs: { ...kept, ...foreseen(resource, news, kept) } };
    }
    return this.keepingSecrets(resource, news, async () => {
      const given = parseKnown(resource.schema, news) as object;
      const { drift: _, ...made } = await resource.update(this.context(call, news), old, given);
      return { outputs: outputsTree(resource, made, news) };
    });
  }

  async delete(call: Call, id: string, inputs: Values, outputs: Values): Promise<void> {
    const resource = resourceOf(call.type);
    const old = existing(resource, id, inputs, outputs);
    // `pulumi up --replace` creates before it deletes, whatever the type says, so what would be deleted is what was
    // just created. After a kill in between, it is the next update that deletes what it keeps.
    await resource.delete(this.context(call, inputs), old, this.kept.get(`${call.type} ${id}`));
  }

  /** Calls a function. */
  async invoke(token: string, args: Values): Promise<Values> {
    const found = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (!found) {
      const known = Object.keys(FUNCTIONS).join(", ");
      throw new UserProblem(
        `dbferry has no function '${token}'; needed: one of ${known}, or a provider version that has it`,
      );
    }
    return { ...(await found.call(this.shared.through(this.clouds()), plain(args))) };
  }

  private clouds(): Clouds {
    const { clouds } = this.ready();
    return { ...clouds, driver: (engine, at) => this.recent.of(clouds.driver(engine, at)) };
  }

  private ready(): Configured {
    if (!this.configured)
      throw new UserProblem(
        "the dbferry provider is not configured; needed: an explicit provider in the program, or its settings in the stack (pulumi config set dbferry:...)",
      );
    return this.configured;
  }

  /** For calls that only read. */
  private looking(call: Call, inputs: Values): CallContext {
    const ctx = this.contextOf(call, inputs);
    return { ...ctx, clouds: this.shared.through(ctx.clouds) };
  }

  /** For calls that may change something. */
  private context(call: Call, inputs: Values): CallContext {
    this.shared.invalidate();
    return this.contextOf(call, inputs);
  }

  private contextOf(call: Call, inputs: Values): CallContext {
    const { pollSeconds, endLiveTasks = false, replaceLiveTasks = false } = this.ready();
    const secrets = secretTexts(inputs);
    const hide = (text: string) => redacted(text, secrets);
    return {
      urn: call.urn,
      clouds: this.clouds(),
      pollSeconds,
      endLiveTasks: endLiveTasks || replaceLiveTasks,
      cancels: endLiveTasks,
      signal: this.cancelled.signal,
      timeoutSeconds: call.timeoutSeconds,
      log: (severity, message) => this.log.log(severity, hide(message), call.urn),
      progress: (message) => this.log.log("info", hide(message), call.urn, true),
      now: () => new Date(),
      lately: (driver, id, suffices) => this.recent.lately(driver, id, suffices),
      foundLately: (driver, name) => this.recent.foundLately(driver, name),
    };
  }

  /** Marks secrets in what a resource records after a failure, as in its outputs. */
  private async keepingSecrets<T>(resource: ResourceType<object>, inputs: Values, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InitFailed)) throw error;
      throw new InitFailed(
        error.id,
        outputsTree(resource, error.properties, inputs),
        error.message,
        error.inputs ?? inputs,
      );
    }
  }
}

function resourceOf(type: string): ResourceType<object> {
  const resource = RESOURCES.get(type);
  if (!resource)
    throw new UserProblem(
      `dbferry has no resource type '${type}'; needed: one of ${[...RESOURCES.keys()].join(", ")}, or a provider version that has it`,
    );
  return resource;
}
