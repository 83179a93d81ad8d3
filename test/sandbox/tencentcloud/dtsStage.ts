import { expect } from "vitest";
import { newWorld } from "../../../sandbox/clouds";
import type { StepVerdict } from "../../../sandbox/tencentcloud/dts/check/step";
import { ManualClock, ScriptedMover } from "../huaweicloud/doubles";
import { type Answer, Cloud, REGION, until } from "./stage";

export const PASSED: StepVerdict[] = [{ id: "ConnectDBCheck", status: "pass", findings: [] }];

/**
 * Tencent Cloud with scripted tasks that move no data: the test sets the movers' states and the checks' results, and
 * time advances when a test waits.
 */
export class Scripted {
  /** One per purchased task, and one more per restart. */
  movers: ScriptedMover[] = [];
  /** Undefined: the check fails to run. */
  verdicts: StepVerdict[] | undefined = PASSED;
  readonly clock = new ManualClock();
  cloud!: Cloud;

  static async raise(): Promise<Scripted> {
    const scripted = new Scripted();
    scripted.cloud = await Cloud.raise({
      world: newWorld(scripted.clock),
      createMover: () => {
        const mover = new ScriptedMover();
        scripted.movers.push(mover);
        return mover;
      },
      runCheck: async () => {
        if (!scripted.verdicts) throw new Error("the check broke");
        return scripted.verdicts;
      },
    });
    return scripted;
  }

  dts(action: string, request: object = {}): Promise<Answer> {
    return this.cloud.dts(action, request);
  }

  get mover(): ScriptedMover {
    return this.movers.at(-1)!;
  }

  status(id: string): Promise<string> {
    return this.detail(id).then(({ Status }) => Status);
  }

  detail(id: string): Promise<Answer> {
    return this.dts("DescribeMigrationDetail", { JobId: id });
  }

  until(id: string, status: string): Promise<void> {
    return this.wait(async () => expect(await this.status(id)).toBe(status));
  }

  /** Polls, letting ten seconds of cloud time pass after each failed attempt. */
  async wait(check: () => Promise<unknown>): Promise<void> {
    await until(() =>
      check().catch((error) => {
        this.clock.pass(10);
        throw error;
      }),
    );
  }

  async bought(more: object = {}): Promise<string> {
    const { JobIds } = await this.dts("CreateMigrationService", { ...SERVICE, ...more });
    await this.until(JobIds[0], "created");
    return JobIds[0];
  }

  configure(id: string, more: object = {}): Promise<Answer> {
    return this.dts("ModifyMigrationJob", { JobId: id, ...configuration(this.cloud), ...more });
  }

  async checked(more: object = {}): Promise<string> {
    const id = await this.bought();
    await this.configure(id, more);
    await this.dts("CreateMigrateCheckJob", { JobId: id });
    await this.until(id, "checkPass");
    return id;
  }

  async running(more: object = {}): Promise<string> {
    const id = await this.checked(more);
    await this.dts("StartMigrateJob", { JobId: id });
    await this.until(id, "running");
    return id;
  }

  /** The mover has copied everything and applied all changes. */
  async ready(more: object = {}): Promise<string> {
    const id = await this.running(more);
    this.mover.set("incremental", { percent: 100, caughtUp: true, lagSeconds: 0, gtid: { snapshot: "" } });
    await this.until(id, "readyComplete");
    return id;
  }
}

export const SERVICE = {
  SrcDatabaseType: "mysql",
  DstDatabaseType: "mysql",
  SrcRegion: REGION,
  DstRegion: REGION,
  InstanceClass: "medium",
  JobName: "shop",
  Tags: [{ TagKey: "dbferry", TagValue: "shop" }],
};

/** Configures a task from a public source to the customer's target. */
export function configuration(cloud: Cloud) {
  return {
    RunMode: "immediate",
    MigrateOption: { DatabaseTable: { ObjectMode: "all" } },
    SrcInfo: {
      Region: REGION,
      AccessType: "extranet",
      DatabaseType: "mysql",
      NodeType: "simple",
      Supplier: "aliyun",
      Info: [{ Host: "198.51.100.10", Port: 3306, User: "ferry", Password: "source-secret" }],
    },
    DstInfo: {
      Region: REGION,
      AccessType: "cdb",
      DatabaseType: "mysql",
      NodeType: "simple",
      Info: [{ InstanceId: cloud.target.instanceId, User: "root", Password: "target-secret" }],
    },
  };
}
