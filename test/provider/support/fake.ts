import type { Answer } from "../../../model/hostNames";
import type { LogSink, Severity } from "../../../plugin/log";
import { plain, type Values } from "../../../plugin/values";
import { allowlistGuard } from "../../../provider/clouds/alicloud/guard";
import { type IngressRule, securityGroupGuard } from "../../../provider/clouds/huaweicloud/guard";
import type { CloudApi, Clouds } from "../../../provider/core/clouds";
import type { MysqlWork } from "../../../provider/core/mysql";
import type { Configured } from "../../../provider/rpc/configuration";
import { Handlers } from "../../../provider/rpc/handlers";
import { FakeAllowlist, FakeDriver, MARK } from "./fakeClouds";

export { Killed } from "./fakeClouds";

/** Messages for the user. */
export class FakeLog implements LogSink {
  readonly lines: { severity: Severity; message: string; ephemeral: boolean }[] = [];
  log(severity: Severity, message: string, _urn: string, ephemeral = false): void {
    this.lines.push({ severity, message, ephemeral });
  }
  async flush(): Promise<void> {}
  get text(): string {
    return this.lines.map((line) => line.message).join("\n");
  }
  /** Permanent messages of one severity. */
  kept(severity: Severity): string[] {
    return this.lines.filter((line) => line.severity === severity && !line.ephemeral).map((line) => line.message);
  }
}

export interface Stage {
  handlers: Handlers;
  driver: FakeDriver;
  /** The driver for a location; always `driver`, unless a test sets another. */
  driverAt(at: Parameters<Clouds["driver"]>[1]): FakeDriver;
  allowlist: FakeAllowlist;
  /** The list of a port behind a security group: one for each. */
  groupAt(id: string, port: number): FakeAllowlist;
  log: FakeLog;
  sight: {
    groups?: Record<string, string[]>;
    rules?: IngressRule[];
    backup?: () => Promise<string[]>;
    lacks?: CloudApi["lacks"];
    inPlaceOf?: CloudApi["inPlaceOf"];
  };
  mysql: Partial<MysqlWork>;
  /** What the resolvers answer, at every look: by default, that nobody answers. */
  resolvers: (name: string) => Answer[];
  /** Runs Check, then Create, as the engine does. */
  create(type: string, inputs: Values): Promise<{ id: string; outputs: Values }>;
  update(type: string, id: string, old: Values, outputs: Values, inputs: Values): Promise<Values>;
  read(
    type: string,
    id: string,
    inputs: Values,
    outputs?: Values,
  ): Promise<{ outputs: Values; inputs: Values } | undefined>;
  /** Runs in a separate update, because one that has recreated the same resource does not remove anything of it. */
  remove(type: string, id: string, inputs: Values, outputs?: Values): Promise<void>;
}

export type StageOptions = Pick<Configured, "endLiveTasks" | "replaceLiveTasks"> & Pick<Clouds, "stateId">;

/** A configured provider over fakes, which polls every 5 ms. */
export function stage({ stateId, ...words }: StageOptions = {}): Stage {
  const driver = new FakeDriver();
  const allowlist = new FakeAllowlist();
  const groups = new Map<string, FakeAllowlist>();
  const log = new FakeLog();
  const sight: Stage["sight"] = {};
  const mysql: Partial<MysqlWork> = { readTargetBefore: async () => undefined };
  const clouds: Clouds = {
    driver: (_engine, at) => made.driverAt(at),
    cloud: ({ cloud }): CloudApi =>
      cloud === "alicloud"
        ? {
            allowlists: allowlist,
            securityGroup: ({ id, port }) => made.groupAt(id, port),
            guard: (look) => allowlistGuard(look, async () => sight.groups),
            ...(sight.backup ? { backupObstacles: sight.backup } : {}),
          }
        : {
            guard: (look) => securityGroupGuard(look, async () => sight.rules),
            ...(sight.lacks ? { lacks: sight.lacks } : {}),
            ...(sight.inPlaceOf ? { inPlaceOf: sight.inPlaceOf } : {}),
          },
    mysql: mysql as MysqlWork,
    names: { answers: async (name) => made.resolvers(name), here: async () => undefined },
    ...(stateId ? { stateId } : {}),
  };
  const process = () => {
    const handlers = new Handlers(log, { clouds, pollSeconds: 0.005, ...words });
    handlers.configure({});
    return handlers;
  };
  const handlers = process();
  const call = (type: string) => ({
    urn: `urn:pulumi:test::dbferry::dbferry:index:${type}::x`,
    type: `dbferry:index:${type}`,
  });
  const checked = (type: string, inputs: Values): Values => {
    const result = handlers.check(`dbferry:index:${type}`, undefined, inputs);
    if (result.failures.length > 0) throw new Error(JSON.stringify(result.failures));
    return result.inputs;
  };
  const made: Stage = {
    handlers,
    driver,
    driverAt: () => driver,
    allowlist,
    groupAt(id, port) {
      const key = `${id}:${port}`;
      const known = groups.get(key) ?? new FakeAllowlist();
      groups.set(key, known);
      return known;
    },
    log,
    sight,
    mysql,
    resolvers: () => [],
    create: (type, inputs) => handlers.create(call(type), checked(type, inputs), false),
    update: async (type, id, old, outputs, inputs) =>
      (await handlers.update(call(type), id, checked(type, old), outputs, checked(type, inputs), false)).outputs,
    read: async (type, id, inputs, outputs = {}) => handlers.read(call(type), id, checked(type, inputs), outputs),
    remove: (type, id, inputs, outputs = {}) => process().delete(call(type), id, checked(type, inputs), outputs),
  };
  return made;
}

/** Two resolvers that give these addresses. */
export const agreed = (...addresses: string[]): Answer[] => [
  { by: "192.0.2.53", addresses },
  { by: "192.0.2.54", addresses },
];

/** Inputs of a task as the component gives them. */
export const TASK: Values = {
  name: "dbferry-shop",
  engine: "drs",
  source: {
    cloud: "alicloud",
    region: "cn-hangzhou",
    instanceId: "rm-1",
    host: "shop.mysql.rds.aliyuncs.com",
    port: 3306,
  },
  target: {
    cloud: "huaweicloud",
    region: "eu-west-101",
    instanceId: "rds-1",
    host: "10.0.0.5",
    port: 3306,
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    securityGroupId: "sg-1",
  },
  eip: { id: "eip-1", address: "203.0.113.10" },
  description: MARK,
};

export const SOURCE_PASSWORD = "src-Pa55-canary";
export const TARGET_PASSWORD = "tgt-Pa55-canary";

/** Inputs of a run. */
export function runOf(taskId: string, change: Values = {}): Values {
  return {
    taskId,
    engine: "drs",
    source: { ...(TASK["source"] as Values), user: "df_shop", password: SOURCE_PASSWORD },
    target: { ...(TASK["target"] as Values), user: "df_shop", password: TARGET_PASSWORD },
    connectWindowSeconds: 0,
    ...change,
  };
}

/** Outputs without their marks. */
export function bare(values: Values): Record<string, unknown> {
  return plain(values) as Record<string, unknown>;
}
