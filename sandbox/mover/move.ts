import type { Connection } from "mysql2/promise";
import { withAdmin } from "../mysql/connect";
import type { World } from "../world/world";
import { WRITE_SETTINGS } from "./copyTable";
import type { Definer } from "./definitions";
import { createActive } from "./finish";
import { copyRows } from "./fullCopy";
import type { Inventory } from "./inventory";
import type { Position } from "./position";
import { Replica, type Standing } from "./replica";
import { endReplication, filterOf, pauseReplication, startReplication } from "./replication";
import type { MoverServers } from "./servers";
import { SideAccess } from "./sideAccess";
import { createObjects, createTables } from "./structure";
import type { Tally } from "./tally";
import { throttleOf } from "./throttle";
import { type MoveEnd, type MoveRequest, OBJECT_KINDS } from "./types";

/** A task's work on its two servers, step by step; the Mover decides when each step runs. */
export class ActiveMove {
  replicating = false;
  lastStanding: Standing | undefined;
  readonly incremental: boolean;
  private readonly aborted = new AbortController();
  private held: { promise: Promise<void>; goOn: () => void } | undefined;
  private snapshot: Position | undefined;
  private replica: Replica;

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
    this.replica = new Replica(source, target);
  }

  async makeStructure(): Promise<void> {
    if (this.incremental) await this.servers.setReplicationFilter(this.target.server, filterOf(this.request.databases));
    await this.setReadOnly(true);
    await this.withWriter((writer, source) =>
      createTables(source, writer, this.inventory, () => this.tally.made("table")),
    );
  }

  async copy(): Promise<void> {
    this.snapshot = await this.copyAllRows();
    await this.withWriter((writer, source) =>
      createObjects(source, writer, this.inventory.code, this.definer, (one) => this.tally.made(one.kind)),
    );
    if (this.request.triggers === "afterCopy") await this.makeActive({ ...this.request, kinds: ["trigger"] });
    this.tally.copyComplete = true;
  }

  private copyAllRows(): Promise<Position | undefined> {
    const throttle = throttleOf(this.world);
    const { signal } = this.aborted;
    const { tally } = this;
    return copyRows(
      this.source,
      this.target,
      this.inventory,
      { streams: this.request.streams ?? 4, incremental: this.incremental, lock: this.request.lock ?? "account" },
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
  }

  async replicate(): Promise<void> {
    const { server, connection } = this.source.granted;
    await this.asTargetAdmin((admin) => startReplication(admin, server.version, connection, this.snapshot!));
    // The session with which a real task writes.
    await this.target.session();
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
    this.target.endSessions();
  }

  /** Logs in again with the current endpoints, and continues from the target's position. @throws MoveError */
  async reconnect(sides: { source?: MoveEnd; target?: MoveEnd }): Promise<void> {
    const source = new SideAccess(this.world, sides.source ?? this.source.side);
    const target = new SideAccess(this.world, sides.target ?? this.target.side);
    try {
      await source.open();
      await target.open();
      await target.actAsVendor();
      await target.session();
    } catch (error) {
      await Promise.all([source.close(), target.close()]);
      throw error;
    }
    const old = [this.source, this.target];
    this.source = source;
    this.target = target;
    this.replica = new Replica(source, target);
    await this.replica.goOn();
    await Promise.all(old.map((side) => side.close()));
  }

  /** @throws MoveError when the network is closed or replication has stopped */
  check(): Promise<void> {
    return this.replica.check();
  }

  /** GTID sets, lag and whether everything is applied, at this moment. */
  async standing(): Promise<Standing> {
    this.lastStanding = await this.replica.standing(this.snapshot!.gtid);
    return this.lastStanding;
  }

  /** Waits until the target has applied everything that the source has executed by now. @throws MoveError */
  catchUp(withinMs: number): Promise<void> {
    return this.replica.catchUp(withinMs, this.aborted.signal);
  }

  /** Ends replication, creates triggers and events. */
  async finish(): Promise<void> {
    if (this.replicating) {
      await this.standing();
      await this.asTargetAdmin((admin) => endReplication(admin, this.version));
      this.replicating = false;
    }
    const { kinds = OBJECT_KINDS, triggers } = this.request;
    const left = triggers === "afterCopy" ? kinds.filter((kind) => kind !== "trigger") : kinds;
    await this.makeActive({ ...this.request, kinds: left });
  }

  private async makeActive(what: Pick<MoveRequest, "databases" | "kinds">): Promise<void> {
    const { tally } = this;
    await withAdmin(this.source.server, (vendor) =>
      this.withWriter((writer, account) =>
        createActive(
          { account, vendor, writer },
          what,
          this.definer,
          (objects) => tally.expectLast(objects),
          (one) => tally.made(one.kind),
        ),
      ),
    );
  }

  abort(reason: Error): void {
    this.aborted.abort(reason);
    this.goOn();
  }

  /** Ends replication if it is still running, makes the target writable, releases mirrors. */
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

  private get definer(): Definer | undefined {
    const { definer, invoker = false } = this.request;
    return definer === "target" ? { ...this.target.granted.account, invoker } : undefined;
  }

  private asTargetAdmin<T>(work: (admin: Connection) => Promise<T>): Promise<T> {
    return withAdmin(this.target.server, work);
  }

  private async setReadOnly(on: boolean): Promise<void> {
    if (this.request.targetReadOnly === false) return;
    await this.asTargetAdmin((admin) => admin.query(`SET GLOBAL read_only = ${on ? 1 : 0}`));
  }

  /** Runs `work` with sessions of both accounts, for structure changes. */
  private async withWriter(work: (writer: Connection, source: Connection) => Promise<void>): Promise<void> {
    const writer = await this.target.session();
    const source = await this.source.session();
    try {
      await writer.query(WRITE_SETTINGS);
      await work(writer, source);
    } finally {
      writer.destroy();
      source.destroy();
    }
  }
}
