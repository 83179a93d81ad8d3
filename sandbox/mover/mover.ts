import type { World } from "../world/world";
import { failureOf, MoveError, moveError } from "./failure";
import type { ActiveMove } from "./move";
import { prepare } from "./prepare";
import type { MoverServers } from "./servers";
import { SideAccess } from "./sideAccess";
import { Tally } from "./tally";
import type { Failure, MoveEnd, MoveRequest, MoverState, Progress, StopOptions, TestResult } from "./types";

type Refusal = Extract<TestResult, { ok: false }>;
type Outcome = { ok: true } | Refusal;

/** How often a replicating task checks its network and its threads. */
const WATCH_MS = 500;

/**
 * The inside of a replication service, on real servers: tests connections, copies structure and data from a consistent
 * snapshot, then makes the target a replica by GTID. One Mover per task; it runs in the sandbox process, so killing a
 * client does not affect it. Privileges: on the source it uses the migration account's privileges and nothing else,
 * with one exception: trigger texts are read by the sandbox itself, because the vendor does not require the TRIGGER
 * privilege for them. On the target it uses the account's privileges plus SUPER, which represents the vendor's own
 * access to an instance of its cloud (GTID set, read-only, definers, CHANGE MASTER). Triggers and events are created at
 * the end, as DRS does at a normal stop: a forced stop loses them.
 */
export class Mover {
  private state: MoverState = "idle";
  private failure: Failure | undefined;
  private move: ActiveMove | undefined;
  private run: Promise<void> = Promise.resolve();
  private watch: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  /** The state that `resume` returns to. */
  private pausedFrom: MoverState = "idle";
  private tally = new Tally();
  /** A normal stop in progress. */
  private stopping: Promise<Outcome> | undefined;
  /** The final outcome of the task. */
  private ending: Promise<Outcome> | undefined;

  /**
   * @param id the task's id, for logs only
   * @param servers how to restart a server with other replication filters (MySQL 5.6 takes them at start only)
   */
  constructor(
    readonly id: string,
    private readonly world: World,
    private readonly servers: MoverServers,
  ) {}

  /**
   * Routing, login, SELECT 1, like the vendor's connection test. Never throws for a refusal. Leaves no mirror account
   * behind.
   */
  async testConnection(side: MoveEnd): Promise<TestResult> {
    const access = new SideAccess(this.world, side);
    try {
      await access.open();
      const session = await access.session();
      await session.query("SELECT 1");
      return { ok: true, version: access.server.version, account: access.granted.account };
    } catch (error) {
      return moveError(error).refusal;
    } finally {
      await access.close();
    }
  }

  /**
   * Checks that source and target can be reached and logged into, that the selection exists, that the target has no
   * object of the same name and that the source can be replicated from; then it begins and returns. The copy continues
   * in the background: see `progress()`. Refusals are returned as `{ ok: false }` and leave everything unchanged (state
   * stays "idle"). A second start of a running mover is refused with why "mysql".
   */
  async start(request: MoveRequest): Promise<Outcome> {
    if (this.state !== "idle" || this.move)
      return refuse("mysql", `The task has been started already: it is ${this.state}`);
    const tally = new Tally();
    this.tally = tally;
    try {
      this.move = await prepare(request, this.world, this.servers, tally);
    } catch (error) {
      return moveError(error).refusal;
    }
    this.state = "structure";
    this.run = this.carryOut(this.move).catch((error) => this.fail(error));
    return { ok: true };
  }

  /** The current progress, read from the servers. Never throws: an error becomes state "failed" with `failure`. */
  async progress(): Promise<Progress> {
    const { tally, move } = this;
    const progress: Progress = {
      state: this.state,
      percent: tally.percent,
      tables: { ...tally.tables },
      rows: { ...tally.rows },
      objects: structuredClone(tally.objects),
      ...(this.failure ? { failure: this.failure } : {}),
    };
    if (move?.replicating && ["incremental", "paused", "stopping", "failed"].includes(this.state)) {
      await this.look();
      const standing = await move.standing().catch(() => undefined);
      Object.assign(progress, standing, { state: this.state }, this.failure ? { failure: this.failure } : {});
    } else if (move?.lastStanding) {
      Object.assign(progress, move.lastStanding);
    }
    return progress;
  }

  /** Pauses copying or replication; `resume` continues at the same position. No-op unless full or incremental. */
  async pause(): Promise<void> {
    if (!this.move || (this.state !== "full" && this.state !== "incremental")) return;
    this.pausedFrom = this.state;
    this.state = "paused";
    if (this.pausedFrom === "full") this.move.hold();
    else await this.move.pauseReplication();
  }

  /**
   * Continues after `pause`, or after a failure of the incremental phase (network closed, access revoked, conflict repaired).
   * @param sides new endpoints, such as a changed password
   */
  async resume(sides: { source?: MoveEnd; target?: MoveEnd } = {}): Promise<Outcome> {
    const { move } = this;
    const broken = this.state === "failed" && this.failure?.during === "incremental";
    if (!move || (this.state !== "paused" && !broken))
      return refuse(
        "mysql",
        `Only a paused task, or one that failed while replicating, can be resumed: it is ${this.state}`,
      );
    if (this.state === "paused" && this.pausedFrom === "full") {
      this.state = "full";
      move.goOn();
      return { ok: true };
    }
    try {
      await move.reconnect(sides);
    } catch (error) {
      return moveError(error).refusal;
    }
    this.failure = undefined;
    this.state = "incremental";
    this.startWatch();
    return { ok: true };
  }

  /**
   * Ends the task: normal (catch up, STOP SLAVE, RESET SLAVE ALL, triggers and events, target writable) or forced.
   * Idempotent. A normal stop is refused, and the task continues, while it copies, is paused or has failed, and when it
   * does not catch up in time. When triggers or events cannot be created, it has failed in "stopping": replication is
   * over, and another stop tries again.
   */
  stop(options: StopOptions = {}): Promise<Outcome> {
    if (options.force) return this.end();
    this.stopping ??= this.stopNormally((options.timeoutSeconds ?? 120) * 1000).finally(() => {
      this.stopping = undefined;
    });
    return this.stopping;
  }

  private async stopNormally(withinMs: number): Promise<Outcome> {
    const { move, state } = this;
    if (!move || ["idle", "fullDone", "stopping", "stopped"].includes(state)) return this.end();
    const again = state === "failed" && this.failure?.during === "stopping";
    if (state !== "incremental" && !again)
      return refuse(
        "mysql",
        `A task that is ${state} can only be stopped by force: ${this.failure?.text ?? "it has not caught up"}`,
      );
    this.state = "stopping";
    try {
      if (!again) await move.catchUp(withinMs);
    } catch (error) {
      if (this.ending) return this.ending;
      this.state = "incremental";
      await this.look();
      return moveError(error).refusal;
    }
    try {
      await move.finish();
    } catch (error) {
      if (this.ending) return this.ending;
      clearInterval(this.watch);
      this.failure = failureOf(moveError(error), "stopping");
      this.state = "failed";
      return moveError(error).refusal;
    }
    this.failure = undefined;
    return this.end();
  }

  /** Ends everything immediately and releases all mirrors and connections; for shutdown and task deletion. Idempotent. */
  async dispose(): Promise<void> {
    await this.stop({ force: true }).catch(() => {});
  }

  private async carryOut(move: ActiveMove): Promise<void> {
    await move.makeStructure();
    this.enter("full");
    await move.copy();
    if (!move.incremental) {
      await move.finish();
      this.enter("fullDone");
      return;
    }
    await move.replicate();
    this.enter("incremental");
    this.startWatch();
  }

  /** A pause or an end in the meantime takes precedence. */
  private enter(state: MoverState): void {
    if (this.state === "paused") this.pausedFrom = state;
    else if (this.state !== "stopping" && this.state !== "stopped") this.state = state;
  }

  private end(): Promise<Outcome> {
    this.ending ??= this.release();
    return this.ending;
  }

  private async release(): Promise<Outcome> {
    this.state = "stopping";
    clearInterval(this.watch);
    this.move?.abort(new MoveError("mysql", "The task was stopped"));
    await this.run;
    await this.looking;
    await this.move?.release().catch(() => {});
    this.state = "stopped";
    return { ok: true };
  }

  private fail(error: unknown): void {
    if (this.state === "stopping" || this.state === "stopped") return;
    clearInterval(this.watch);
    this.failure = failureOf(moveError(error), this.state === "paused" ? this.pausedFrom : this.state);
    this.state = "failed";
  }

  private startWatch(): void {
    clearInterval(this.watch);
    this.watch = setInterval(() => void this.look(), WATCH_MS);
    this.watch.unref();
  }

  /** Checks that replication still works; one check at a time. */
  private look(): Promise<void> {
    if (this.state !== "incremental" || !this.move) return Promise.resolve();
    const move = this.move;
    this.looking ??= move
      .check()
      .catch(async (error) => {
        if (this.state !== "incremental") return;
        this.fail(error);
        await move.pauseReplication().catch(() => {});
      })
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }
}

function refuse(why: Refusal["why"], text: string): Refusal {
  return { ok: false, why, text };
}
