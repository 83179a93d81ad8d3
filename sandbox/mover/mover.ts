import type { World } from "../world/world";
import type { MoverServers } from "./servers";
import type { MoveRequest, Progress, Side, StopOptions, TestResult } from "./types";

/**
 * What a replication service does inside, on real servers: tests connections, copies structure and data from a consistent
 * snapshot, then makes the target a replica by GTID. One Mover per task; it lives in the sandbox process, so a killed client does not
 * matter to it.
 *
 * Rights: on the source it uses the migration account's rights and nothing else, with one exception: trigger texts are read
 * by the sandbox itself, because the vendor asks no TRIGGER right for them. On the target it uses the account's rights plus SUPER,
 * which stands for the vendor's own access to an instance of its cloud (GTID set, read-only, definers, CHANGE MASTER).
 */
export class Mover {
  /**
   * @param id the task's id, for logs only
   * @param servers how to restart a server with other replication filters (MySQL 5.6 takes them at start only)
   */
  constructor(
    readonly id: string,
    protected readonly world: World,
    protected readonly servers: MoverServers,
  ) {}

  /** Reach, login, SELECT 1, as the vendor's connection test. Never throws for a refusal. Leaves no mirror account behind. */
  async testConnection(_side: Side): Promise<TestResult> {
    throw new Error("not built yet");
  }

  /**
   * Checks that source and target can be reached and logged into, that the selection exists, that the target has no object of the
   * same name and that the source can be replicated from; when all holds it begins and returns. The copy goes on in the background:
   * read `progress()`. Refusals come back as `{ ok: false }` and leave everything as it was (state stays "idle").
   * A second start of a running mover is refused with why "mysql".
   */
  async start(_request: MoveRequest): Promise<{ ok: true } | Extract<TestResult, { ok: false }>> {
    throw new Error("not built yet");
  }

  /** Where it stands, read from the servers now. Never throws: trouble is state "failed" with `failure`. */
  async progress(): Promise<Progress> {
    throw new Error("not built yet");
  }

  /** Holds copying or replication; `resume` goes on at the same place. No-op unless full or incremental. */
  async pause(): Promise<void> {
    throw new Error("not built yet");
  }

  /** Goes on after `pause`, or after a failure of the incremental phase (network closed, access revoked, conflict repaired). */
  async resume(): Promise<{ ok: true } | Extract<TestResult, { ok: false }>> {
    throw new Error("not built yet");
  }

  /**
   * Ends the task: normal (catch up, STOP SLAVE, RESET SLAVE ALL, triggers and events, target writable) or forced. Idempotent.
   * During structure or full copy only a forced stop ends at once; a normal one is refused as the vendor does.
   */
  async stop(_options: StopOptions = {}): Promise<{ ok: true } | Extract<TestResult, { ok: false }>> {
    throw new Error("not built yet");
  }

  /** Ends everything at once and gives back all mirrors and connections; for shutdown and task deletion. Idempotent. */
  async dispose(): Promise<void> {
    throw new Error("not built yet");
  }
}
