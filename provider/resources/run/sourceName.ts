import {
  changeOf,
  findsByPublicName,
  isProven,
  judge,
  movedText,
  type NameSeen,
  type NameVerdict,
  provenText,
  unknownText,
  unprovenText,
  withAnswers,
} from "../../../model/hostNames";
import type { Path } from "../../../model/scenario";
import { type CallContext, pause } from "../../core/context";
import { UserProblem } from "../../core/failure";
import type { Login } from "../../core/taskSpec";

/** How many polls of the task there are to one look at the name. */
const POLLS_PER_LOOK = 12;

/** What a run needs to know about its source's host. */
interface Named {
  path: Path;
  source: Pick<Login, "host">;
  connectWindowSeconds: number;
  /** The engine's own settings. */
  own: Readonly<Record<string, unknown>>;
  /** Of the source before its task was configured, as its task's resource has recorded it; undefined: not proven. */
  sourceAddress?: string | undefined;
  /** The cutover judges the name by itself. */
  afterCutover: boolean;
}

/**
 * The name of a source on the internet, throughout one run: which address it has before the task is configured, before it
 * starts, and while it runs. A task that is given the address needs that proven; one that is given the name does not, but
 * a move is reported, and closes a gate of the cutover.
 */
export class SourceName {
  /** What the task was given, and its address, if that is proven; undefined: there is no such name, or nothing was given yet. */
  seen: NameSeen | undefined;
  private readonly given: NameSeen["given"];
  private readonly name: string | undefined;
  /** This run has configured the task, or is about to: it has said what is not proven. */
  private configures = false;
  /** The run that configured the task has recorded nothing, and no look has decided yet whether its name has moved since. */
  private wasLost: boolean;
  private lookedAt = Number.NEGATIVE_INFINITY;
  /** What was said last, so that nothing is said at every look. */
  private said = "";

  /** @param recorded of an earlier run of the same task */
  constructor(
    private readonly ctx: CallContext,
    private readonly plan: Named,
    recorded: NameSeen | undefined,
  ) {
    this.name = findsByPublicName(plan) ? plan.source.host : undefined;
    this.given = plan.own["sourceBy"] === "address" && this.name !== undefined ? "address" : "name";
    this.seen = recorded?.name === this.name ? recorded : undefined;
    this.wasLost = this.seen === undefined;
  }

  /**
   * The host that the task is configured with.
   * @throws UserProblem if it is to be an address, and none is proven within the time window
   */
  async host(): Promise<string> {
    const { name } = this;
    if (name === undefined) return this.plan.source.host;
    this.configures = true;
    const verdict = await this.proven(name);
    if (verdict.address === undefined) {
      if (this.given === "address") throw new UserProblem(`${unprovenText(name, verdict)}. ${BY_ADDRESS}`);
      this.seen = this.unprovenNow(name);
      this.warn(`${unprovenText(name, verdict)}. ${BY_NAME}`);
      return name;
    }
    this.record(name, verdict);
    return this.given === "address" ? verdict.address : name;
  }

  /** Of a configured task. @throws UserProblem if the name has moved since, or is no longer proven for an address */
  async beforeStart(): Promise<void> {
    const { name, seen } = this;
    if (name === undefined) return;
    const verdict = await this.look(name);
    if (!seen || !isProven(seen)) {
      if (verdict.address !== undefined) this.record(name, verdict);
      return;
    }
    const change = changeOf(seen, verdict);
    if (change.kind === "moved")
      throw new UserProblem(
        `the source ${name} has moved while the task was prepared: it had the address ${seen.address} (${seen.at}), and now has ${change.to}. The task was not started. ` +
          `Make sure that ${change.to} is the same database, and run the update again, which tests and configures the task anew`,
      );
    if (change.kind !== "unproven") return;
    if (this.given === "address")
      throw new UserProblem(`${unprovenText(name, change.why)}. The task was not started. ${BY_ADDRESS}`);
    this.warn(unprovenText(name, change.why));
  }

  /** Of a task that runs; now and then. @throws UserProblem if it was given an address that the name no longer has */
  async whileRunning(): Promise<void> {
    if (Date.now() - this.lookedAt >= POLLS_PER_LOOK * this.ctx.pollSeconds * 1000) await this.now();
  }

  /** Likewise, at once. */
  async now(): Promise<void> {
    const { name } = this;
    if (name === undefined) return;
    const verdict = await this.look(name);
    const seen = this.knownBy(name, verdict);
    const change = changeOf(seen, verdict);
    if (change.kind === "same") this.said = "";
    if (change.kind === "unproven") {
      if (change.why.contradicted) this.warn(unprovenText(seen.name, change.why));
      else this.ctx.log("debug", unprovenText(seen.name, change.why));
    }
    if (change.kind === "unknown" && !this.configures) this.warn(unknownText(name));
    if (change.kind !== "moved") return;
    if (seen.given === "address" && !this.plan.afterCutover)
      throw new UserProblem(
        `${movedText(change.from, change.to)}. The task is left as it is. If it is known to read the right server, start the cutover: gate G10 decides there, and can be accepted in cutover.exemptions, with a reason that names ${change.to}`,
      );
    this.warn(movedText(change.from, change.to));
  }

  /** For a run that failed: that the name has moved, which may be why. Never throws. */
  async whyFailed(): Promise<string | undefined> {
    const { seen } = this;
    if (!seen || this.name === undefined) return undefined;
    const change = changeOf(seen, await this.look(seen.name));
    return change.kind === "moved" ? movedText(change.from, change.to) : undefined;
  }

  /** For an address, waits for the record of a new public endpoint, within the time window of the connection test. */
  private async proven(name: string): Promise<NameVerdict> {
    const end = Date.now() + this.plan.connectWindowSeconds * 1000;
    let verdict = await this.look(name);
    while (verdict.address === undefined && this.given === "address" && Date.now() < end) {
      const left = Math.ceil((end - Date.now()) / 1000);
      this.ctx.progress(`no proven address yet, giving up in ${left} s: ${verdict.seen}`);
      await pause(this.ctx, `resolving the source ${name}`);
      verdict = await this.look(name);
    }
    return verdict;
  }

  private async look(name: string): Promise<NameVerdict> {
    const answers = await this.ctx.clouds.names.answers(name);
    this.lookedAt = Date.now();
    if (this.seen) this.seen = withAnswers(this.seen, answers);
    return judge(answers);
  }

  /**
   * What is known of a task that is configured. Where the run that did it was lost, its name has not moved if it has the
   * address that it had before; unless an answer contradicts that, too few only wait for the next look.
   */
  private knownBy(name: string, verdict: NameVerdict): NameSeen {
    if (this.seen && (isProven(this.seen) || !this.wasLost)) return this.seen;
    this.seen ??= this.unprovenNow(name);
    this.wasLost = !this.configures && verdict.address === undefined && !verdict.contradicted;
    if (!this.configures && verdict.address !== undefined && verdict.address === this.plan.sourceAddress)
      this.seen = { ...this.seen, address: verdict.address, by: verdict.by };
    return this.seen;
  }

  private unprovenNow(name: string): NameSeen {
    return { name, at: this.ctx.now().toISOString(), by: [], given: this.given };
  }

  private record(name: string, verdict: Extract<NameVerdict, { address: string }>): void {
    const { address, by } = verdict;
    this.seen = { name, address, at: this.ctx.now().toISOString(), by, given: this.given };
    this.ctx.log("info", provenText(name, verdict));
  }

  private warn(text: string): void {
    if (text === this.said) return;
    this.said = text;
    this.ctx.log("warning", text);
  }
}

const BY_NAME =
  "The task is given the name, which the service resolves by itself; unless its address is proven by the start, gate G10 of the cutover is not proven";

const BY_ADDRESS =
  "The task is to be given the address (sourceBy: address); to give it the name instead, which the service then resolves by itself: sourceBy: name";
