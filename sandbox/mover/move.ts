import type { Connection } from "mysql2/promise";
import { withAdmin } from "../mysql/connect";
import type { World } from "../world/world";
import { WRITE_SETTINGS } from "./copyTable";
import { MoveError, moveError } from "./failure";
import { createActive } from "./finish";
import { copyRows } from "./fullCopy";
import { type Inventory, takeInventory } from "./inventory";
import { holdsGtids, type Position, readPosition } from "./position";
import { requireFreeTarget, requireReplicable } from "./preconditions";
import {
  appliedGtids,
  continueReplication,
  endReplication,
  filterOf,
  pauseReplication,
  replicaStatus,
  startReplication,
} from "./replication";
import type { MoverServers } from "./servers";
import { SideAccess } from "./sideAccess";
import { createObjects, createTables } from "./structure";
import type { Tally } from "./tally";
import { pause, throttleOf } from "./throttle";
import type { MoveRequest, Progress, Side } from "./types";

/** How long the fetching thread may be unable to connect before the task fails. */
const CONNECT_PATIENCE_MS = 10_000;

/** Opens both sides and checks what must hold before anything is written. @throws MoveError; then nothing is left open */
export async function prepare(
  request: MoveRequest,
  world: World,
  servers: MoverServers,
  tally: Tally,
): Promise<ActiveMove> {
  const source = new SideAccess(world, request.source);
  const target = new SideAccess(world, request.target);
  try {
    await source.open();
    await target.open();
    const inventory = await withAdmin(source.server, (admin) => takeInventory(admin, request.databases));
    if (request.mode === "full+incremental") {
      const session = await source.session();
      await requireReplicable(session, source.server.version);
      session.destroy();
    }
    await withAdmin(target.server, (admin) => requireFreeTarget(admin, inventory));
    await target.actAsVendor();
    tally.expect(inventory);
    return new ActiveMove(request, world, servers, tally, source, target, inventory);
  } catch (error) {
    await Promise.all([source.close(), target.close()]);
    throw moveError(error, (text) => source.words(target.words(text)));
  }
}

/** A task's work on its two servers, step by step; the Mover decides which step comes when. */
export class ActiveMove {
  replicating = false;
  lastStanding: Pick<Progress, "gtid" | "lagSeconds" | "caughtUp"> | undefined;
  readonly incremental: boolean;
  private readonly aborted = new AbortController();
  private held: { promise: Promise<void>; goOn: () => void } | undefined;
  private snapshot: Position | undefined;
  private unconnectedSince: number | undefined;

  constructor(
    private readonly request: MoveRequest,
    private readonly world: World,
    private readonly servers: MoverServers,
    private readonly tally: Tally,
    private source: SideAccess,
    private target: SideAccess,
    private readonly inventory: Inventory,
  ) {
    this.incremental = request.mode === "full+incremental";
  }

  async makeStructure(): Promise<void> {
    if (this.incremental) await this.servers.setReplicationFilter(this.target.server, filterOf(this.request.databases));
    await this.setReadOnly(true);
    await this.withWriter((writer, source) =>
      createTables(source, writer, this.inventory, () => this.tally.made("table")),
    );
  }

  async copy(): Promise<void> {
    const throttle = throttleOf(this.world);
    const { signal } = this.aborted;
    const { tally } = this;
    this.snapshot = await copyRows(
      this.source,
      this.target,
      this.inventory,
      { streams: this.request.streams ?? 4, incremental: this.incremental },
      {
        signal,
        step: () => throttle.step,
        leave: async (rows) => {
          await this.held?.promise;
          signal.throwIfAborted();
          await throttle.take(rows, signal);
        },
        copied: (rows) => {
          tally.rows.copied += rows;
        },
      },
      {
        counted: (rows) => {
          tally.rows.total += rows;
        },
        tableDone: () => {
          tally.tables.done++;
        },
      },
    );
    await this.withWriter((writer, source) =>
      createObjects(source, writer, this.inventory.code, this.definer, (one) => tally.made(one.kind)),
    );
    tally.copyComplete = true;
  }

  async replicate(): Promise<void> {
    const { server, connection } = this.source.granted;
    await this.asTargetAdmin((admin) => startReplication(admin, server.version, connection, this.snapshot!));
    this.replicating = true;
  }

  hold(): void {
    let goOn = () => {};
    const promise = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    this.held = { promise, goOn };
  }

  goOn(): void {
    this.held?.goOn();
    this.held = undefined;
  }

  async pauseReplication(): Promise<void> {
    await this.asTargetAdmin((admin) => pauseReplication(admin, this.version));
  }

  /** Logs in anew, as the sides say now, and goes on where the target stands. @throws MoveError */
  async reconnect(sides: { source?: Side; target?: Side }): Promise<void> {
    const source = new SideAccess(this.world, sides.source ?? this.source.side);
    const target = new SideAccess(this.world, sides.target ?? this.target.side);
    try {
      await source.open();
      await target.open();
      await target.actAsVendor();
    } catch (error) {
      await Promise.all([source.close(), target.close()]);
      throw error;
    }
    const old = [this.source, this.target];
    this.source = source;
    this.target = target;
    const { user, password } = source.granted.connection;
    await this.asTargetAdmin(async (admin) => {
      await pauseReplication(admin, this.version);
      await continueReplication(admin, this.version, { user, password });
    });
    await Promise.all(old.map((side) => side.close()));
    this.unconnectedSince = undefined;
  }

  /** @throws MoveError when the network is closed or replication has stopped */
  async check(): Promise<void> {
    this.source.reach();
    this.target.reach();
    const status = await this.asTargetAdmin((admin) => replicaStatus(admin, this.version));
    if (!status) throw new MoveError("replication", "The target is no replica any more");
    if (status.applyError.code !== 0)
      throw new MoveError("replication", `The target could not apply a change: ${status.applyError.text}`);
    const { code, text } = status.fetchError;
    if (status.fetching === "Yes" || code === 0) {
      this.unconnectedSince = undefined;
      return;
    }
    this.unconnectedSince ??= performance.now();
    const impatient = performance.now() - this.unconnectedSince > CONNECT_PATIENCE_MS;
    if (code === 1045) throw new MoveError("login", this.source.words(text));
    if (status.fetching === "No" || impatient)
      throw new MoveError("replication", `The target cannot fetch changes: ${this.source.words(text)}`);
  }

  /** GTID sets, lag and whether all is applied, now. */
  async standing(): Promise<NonNullable<ActiveMove["lastStanding"]>> {
    const here = await this.sourcePosition();
    const { version } = this;
    return this.asTargetAdmin(async (admin) => {
      const there = await appliedGtids(admin, version);
      const status = await replicaStatus(admin, version);
      const caughtUp = await holdsGtids(admin, version, there, here.gtid);
      this.lastStanding = {
        gtid: { snapshot: this.snapshot!.gtid, source: here.gtid, target: there },
        caughtUp,
        lagSeconds: caughtUp ? 0 : status?.lagSeconds,
      };
      return this.lastStanding;
    });
  }

  /** Waits until the target has applied all that the source has executed now. @throws MoveError */
  async catchUp(withinMs: number): Promise<void> {
    const wanted = await this.sourcePosition();
    const deadline = performance.now() + withinMs;
    for (;;) {
      await this.check();
      const there = await this.asTargetAdmin(async (admin) => {
        const applied = await appliedGtids(admin, this.version);
        return { applied, done: await holdsGtids(admin, this.version, applied, wanted.gtid) };
      });
      if (there.done) return;
      if (performance.now() > deadline)
        throw new MoveError(
          "replication",
          `Not caught up in ${withinMs / 1000} s: target has ${there.applied}, needed ${wanted.gtid}`,
        );
      await pause(100);
      this.aborted.signal.throwIfAborted();
    }
  }

  /** Ends replication, creates triggers and events. */
  async finish(): Promise<void> {
    if (this.replicating) {
      await this.standing();
      await this.asTargetAdmin((admin) => endReplication(admin, this.version));
      this.replicating = false;
    }
    await withAdmin(this.source.server, (vendor) =>
      this.withWriter((writer, account) =>
        createActive({ account, vendor }, writer, this.inventory, this.definer, (one) => this.tally.made(one.kind)),
      ),
    );
  }

  abort(reason: Error): void {
    this.aborted.abort(reason);
    this.goOn();
  }

  /** Ends replication if it still runs, makes the target writable, gives back mirrors. */
  async release(): Promise<void> {
    try {
      await this.asTargetAdmin(async (admin) => {
        if (this.replicating) await endReplication(admin, this.version);
        this.replicating = false;
      });
      await this.setReadOnly(false);
    } finally {
      await Promise.all([this.source.close(), this.target.close()]);
    }
  }

  private get version(): string {
    return this.target.server.version;
  }

  private get definer(): { user: string; host: string } | undefined {
    return this.request.definer === "target" ? this.target.granted.account : undefined;
  }

  private async sourcePosition(): Promise<Position> {
    const session = await this.source.session();
    try {
      return await readPosition(session, this.source.server.version);
    } catch (error) {
      throw moveError(error, this.source.words);
    } finally {
      session.destroy();
    }
  }

  private asTargetAdmin<T>(work: (admin: Connection) => Promise<T>): Promise<T> {
    return withAdmin(this.target.server, work);
  }

  private async setReadOnly(on: boolean): Promise<void> {
    if (this.request.targetReadOnly === false) return;
    await this.asTargetAdmin((admin) => admin.query(`SET GLOBAL read_only = ${on ? 1 : 0}`));
  }

  /** Sessions of both accounts for structure work; errors name the accounts as their owner knows them. */
  private async withWriter(work: (writer: Connection, source: Connection) => Promise<void>): Promise<void> {
    const writer = await this.target.session();
    const source = await this.source.session();
    try {
      await writer.query(WRITE_SETTINGS);
      await work(writer, source);
    } catch (error) {
      throw moveError(error, (text) => this.source.words(this.target.words(text)));
    } finally {
      writer.destroy();
      source.destroy();
    }
  }
}
