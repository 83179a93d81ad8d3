import { setTimeout as sleep } from "node:timers/promises";
import { STACK } from "../../cli/demo/workspace";
import { ALLOW_VARIABLE } from "../../model/endpoints";
import { Field, type Outcome } from "../../test/e2e/harness";
import { PATIENCE } from "../../test/support/patience";
import { type Facts, readFacts } from "./facts";
import { STAGES, type Stage } from "./mistake";

const PHASE_OF = { prepared: "prepare", running: "migrate", cutOver: "cutover", done: "done" } as const;

/** A world of its own with a migration in it, and things of other people beside it. */
export class Ground {
  // biome-ignore lint/suspicious/noExplicitAny: the stack file as it should be
  private right: any;

  private constructor(readonly field: Field) {
    field.configure((config) => {
      this.right = structuredClone(config);
    });
  }

  static async open(): Promise<Ground> {
    const field = await Field.open();
    // The tasks are read through the vendor's API, as another client would.
    process.env[ALLOW_VARIABLE] = "http://127.0.0.1";
    strangers(field);
    return new Ground(field);
  }

  close(): Promise<void> {
    return this.field.close();
  }

  /** Brings the migration to a stage by what a user does who makes no mistake. */
  async reach(stage: Stage): Promise<void> {
    if (stage === "nothing") return;
    this.right["dbferry:phase"] = PHASE_OF[stage];
    await this.again();
  }

  /** The update without a mistake, which has to go through. */
  async again(): Promise<void> {
    this.write(() => {});
    const up = await this.update();
    if (up.code !== 0) throw new Error(`the update without a mistake failed: ${up.text}`);
  }

  /** Gives the migration up and begins again, as somebody does whose task is gone for good. */
  async startOver(stage: Stage): Promise<void> {
    const cancelled = await this.field.dbferry("cancel", "--yes", "--empty-target", "--lose-target-rows");
    if (cancelled.code !== 0) throw new Error(`it could not be given up: ${cancelled.text}`);
    for (const step of STAGES.slice(1, STAGES.indexOf(stage) + 1)) await this.reach(step);
  }

  /** The stack file as it should be, but for one change. */
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

  update(): Promise<Outcome> {
    return this.field.dbferry("up", "--yes", "--skip-preview", "--stack", STACK);
  }

  facts(): Promise<Facts> {
    return readFacts(this.field, () => this.arrives());
  }

  /** What stood after the last mistake. */
  last: Facts | undefined;

  private probes = 0;

  /** Whether what is written to the source arrives at the target: the one proof that a replication runs. */
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

/** What is not the migration's and has to outlive every mistake. */
function strangers({ sandbox }: Field): void {
  const { alicloud, huaweicloud } = sandbox.world;
  alicloud.rds.modifyAllowlist(sandbox.source.instanceId, "office", "Append", ["192.0.2.10"]);
  huaweicloud.eips.allocate({ region: sandbox.target.region, name: "office", bandwidthSize: 5 });
  huaweicloud.securityGroups.addRule({
    ...{ securityGroupId: sandbox.target.securityGroupId, direction: "ingress", ethertype: "IPv4", protocol: "tcp" },
    ...{ ports: "3306", remoteIpPrefix: "192.0.2.10/32", description: "the office" },
  });
}
