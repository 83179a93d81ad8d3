import { setTimeout as sleep } from "node:timers/promises";
import { STACK } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { RESOLVERS_VARIABLE } from "../../model/hostNames";
import { Field, type Outcome } from "../../test/e2e/harness";
import { PATIENCE } from "../../test/support/patience";
import { type Facts, readFacts } from "./facts";
import { PHASE_AT, STAGES, type Stage } from "./mistake";
import { strangers } from "./strangers";

/** A world with a migration, and other people's resources beside it. */
export class Ground {
  // biome-ignore lint/suspicious/noExplicitAny: the stack file as it should be
  private right: any;
  /** Facts when the stage was reached, before any mistake. */
  made: Facts | undefined;
  /** Facts after the last mistake. */
  last: Facts | undefined;
  private probes = 0;
  private besides: Promise<Field> | undefined;

  private constructor(readonly field: Field) {
    field.configure((config) => {
      this.right = structuredClone(config);
    });
  }

  static async open(): Promise<Ground> {
    const field = await Field.open();
    // Tasks are read through the vendor's API, as any other client would.
    process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
    // Nothing listens there: no resolver on the internet is asked.
    process.env[RESOLVERS_VARIABLE] = "127.0.0.1:1";
    await strangers(field);
    return new Ground(field);
  }

  close(): Promise<void> {
    return this.field.close();
  }

  /** Brings the migration to a stage as a user who makes no mistake would. */
  async reach(stage: Stage): Promise<void> {
    if (stage !== "nothing") {
      this.right["dbferry:phase"] = PHASE_AT[stage];
      await this.again();
    }
    this.made = await this.facts();
    this.last = this.made;
  }

  /** An update without a mistake, which must succeed. */
  async again(): Promise<void> {
    this.write(() => {});
    const up = await this.update();
    if (up.code !== 0) throw new Error(`the update without a mistake failed: ${up.text.slice(-3000)}`);
  }

  /** Cancels and restarts the migration, as a user must when the task is gone for good. */
  async startOver(stage: Stage): Promise<void> {
    this.write(() => {});
    const cancelled = await this.field.dbferry("cancel", "--yes");
    if (cancelled.code !== 0) throw new Error(`it could not be given up: ${cancelled.text}`);
    await this.field.emptyTarget();
    for (const step of STAGES.slice(1, STAGES.indexOf(stage) + 1)) await this.reach(step);
  }

  /** The correct stack file with one change. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  write(change: (config: any) => void): void {
    this.field.configure((config) => {
      for (const key of Object.keys(config)) delete config[key];
      Object.assign(config, structuredClone(this.right));
      change(config);
    });
  }

  preview(): Promise<Outcome> {
    return this.field.pulumi("preview", "--stack", STACK);
  }

  /** An update the way most people run it. */
  update(): Promise<Outcome> {
    return this.field.pulumi("up", "--yes", "--skip-preview", "--stack", STACK);
  }

  /** Another project on the same clouds, by someone unaware of this one. Created once. */
  // biome-ignore lint/suspicious/noExplicitAny: a document that nobody has parsed yet
  beside(change: (migration: any) => void = () => {}): Promise<Field> {
    this.besides ??= this.field.beside(change);
    return this.besides;
  }

  /** Runs a command on the same stack from another checkout, whose stack file differs. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  elsewhere(change: (config: any) => void, ...command: string[]): Promise<Outcome> {
    const checkout = this.field.checkout();
    checkout.configure(change);
    return checkout.pulumi(...command, "--stack", STACK);
  }

  /** Runs with changed environment variables; undefined removes one. */
  async withEnv<T>(change: Record<string, string | undefined>, use: () => Promise<T>): Promise<T> {
    const { env } = this.field.project;
    const before = { ...env };
    // Undefined also keeps it from being inherited from this process.
    Object.assign(env, change);
    try {
      return await use();
    } finally {
      for (const name of Object.keys(change)) delete env[name];
      Object.assign(env, before);
    }
  }

  facts(): Promise<Facts> {
    return readFacts(this.field, () => this.arrives());
  }

  /** Facts about a migration of another project, without probing its replication. */
  factsOf(other: Field, name: string): Promise<Facts> {
    return readFacts(other, async () => false, name);
  }

  /** Whether writes to the source arrive at the target: the only proof that replication runs. */
  private async arrives(): Promise<boolean> {
    this.probes += 1;
    const mark = `probe ${this.probes}`;
    await this.field.as("source", (db) => db.query("UPDATE shop.country SET name = ? WHERE id = 1", [mark]));
    return this.field.as("target", async (db) => {
      for (const until = Date.now() + PATIENCE.timeout; Date.now() < until; await sleep(PATIENCE.interval)) {
        const [row] = await db.query("SELECT name AS name FROM shop.country WHERE id = 1");
        if (row?.["name"] === mark) return true;
      }
      return false;
    });
  }
}
