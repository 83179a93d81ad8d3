import type { Connection } from "mysql2/promise";
import { withAdmin } from "../mysql/connect";
import { MoveError } from "./failure";
import { eachGtid, recordAsApplied, skippedGtids } from "./gaps";
import { holdsGtids, isMariadb, type Position, readPosition } from "./position";
import { appliedGtids, continueReplication, pauseReplication, type ReplicaStatus, replicaStatus } from "./replication";
import type { SideAccess } from "./sideAccess";
import { pause } from "./throttle";
import type { Progress } from "./types";

/** How long the fetching thread may be unable to connect before the task fails. */
const CONNECT_PATIENCE_MS = 10_000;

export type Standing = Pick<Progress, "gtid" | "lagSeconds" | "caughtUp">;

const SKIPPED_AFTER_MS = 2000;

/** The target as a replica of the source: whether it is working, and its progress. */
export class Replica {
  private unconnectedSince: number | undefined;
  private relogged = false;
  /** GTIDs that had been fetched at the last check. */
  private suspected: string | undefined;
  /** GTIDs that were missing at the last check, with nothing left to apply, and since when. */
  private missing: { gtids: string; since: number } | undefined;

  constructor(
    private readonly source: SideAccess,
    private readonly target: SideAccess,
  ) {}

  /** @throws MoveError when the network is closed or replication has stopped */
  async check(): Promise<void> {
    this.source.reach();
    this.target.reach();
    const status = await this.asAdmin((admin) => replicaStatus(admin, this.version));
    if (!status) throw new MoveError("replication", "The target is no longer a replica");
    if (status.applyError.code !== 0)
      throw new MoveError("replication", `The target could not apply a change: ${status.applyError.text}`);
    await this.fillGaps(status);
    const { code, text } = status.fetchError;
    if (status.fetching === "Yes" || code === 0) {
      this.unconnectedSince = undefined;
      this.relogged = false;
      return;
    }
    if (code === 1045 && !this.relogged) {
      // The mirror may be gone while its account is still valid.
      this.relogged = true;
      await this.source.open();
      return this.goOn();
    }
    if (code === 1045) throw new MoveError("login", this.source.words(text));
    this.unconnectedSince ??= performance.now();
    const impatient = performance.now() - this.unconnectedSince > CONNECT_PATIENCE_MS;
    if (status.fetching === "No" || impatient)
      throw new MoveError("replication", `The target cannot fetch changes: ${this.source.words(text)}`);
  }

  /**
   * GTIDs fetched at an earlier check that stay missing for a while, with nothing left to apply at any check, were
   * skipped. One check is not enough: an overloaded server reports a change as fetched before it is available to be
   * applied.
   */
  private async fillGaps(status: ReplicaStatus): Promise<void> {
    if (isMariadb(this.version)) return;
    const suspected = this.suspected;
    this.suspected = status.fetched;
    if (!status.idle || suspected === undefined) {
      this.missing = undefined;
      return;
    }
    const applied = await this.asAdmin((admin) => appliedGtids(admin, this.version));
    const skipped = await skippedGtids(this.target.server, suspected, applied);
    // More may be skipped at every check.
    const now = new Set(eachGtid(skipped));
    const still = [...eachGtid(this.missing?.gtids ?? "")].filter((gtid) => now.has(gtid)).join(",");
    if (!this.missing || still === "") {
      this.missing = skipped === "" ? undefined : { gtids: skipped, since: performance.now() };
      return;
    }
    if (performance.now() - this.missing.since < SKIPPED_AFTER_MS) return;
    await recordAsApplied(this.target.server, still);
    this.missing = undefined;
  }

  /** Restarts both threads where they stopped, with the source's current login. */
  async goOn(): Promise<void> {
    const { user, password } = this.source.granted.connection;
    await this.asAdmin(async (admin) => {
      await pauseReplication(admin, this.version);
      await continueReplication(admin, this.version, { user, password });
    });
    this.unconnectedSince = undefined;
  }

  /** GTID sets, lag and whether everything is applied, at this moment. */
  async standing(snapshot: string): Promise<Standing> {
    const here = await this.sourcePosition();
    return this.asAdmin(async (admin) => {
      const there = await appliedGtids(admin, this.version);
      const status = await replicaStatus(admin, this.version);
      const caughtUp = await holdsGtids(admin, this.version, there, here.gtid);
      return {
        gtid: { snapshot, source: here.gtid, target: there },
        caughtUp,
        lagSeconds: caughtUp ? 0 : status?.lagSeconds,
      };
    });
  }

  /** Waits until the target has applied everything that the source has executed by now. @throws MoveError */
  async catchUp(withinMs: number, signal: AbortSignal): Promise<void> {
    const wanted = await this.sourcePosition();
    const deadline = performance.now() + withinMs;
    for (;;) {
      await this.check();
      const there = await this.asAdmin(async (admin) => {
        const applied = await appliedGtids(admin, this.version);
        return { applied, done: await holdsGtids(admin, this.version, applied, wanted.gtid) };
      });
      if (there.done) return;
      if (performance.now() > deadline)
        throw new MoveError(
          "replication",
          `Not caught up in ${withinMs / 1000} s: the target has ${there.applied}, needed ${wanted.gtid}`,
        );
      await pause(100);
      signal.throwIfAborted();
    }
  }

  private get version(): string {
    return this.target.server.version;
  }

  private async sourcePosition(): Promise<Position> {
    const session = await this.source.session();
    try {
      return await readPosition(session, this.source.server.version);
    } finally {
      session.destroy();
    }
  }

  private asAdmin<T>(work: (admin: Connection) => Promise<T>): Promise<T> {
    return withAdmin(this.target.server, work);
  }
}
