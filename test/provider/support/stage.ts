import { createConnection } from "mysql2/promise";
import { markFor } from "../../../model/expiry";
import { accountName, allowlistGroup, eipName, endpointPrefix, taskName } from "../../../model/names";
import { plain, type Values } from "../../../plugin/values";
import type { Config } from "../../../provider/registry/config";
import { Handlers } from "../../../provider/rpc/handlers";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox";
import { FakeLog } from "./fake";

export const MIGRATION = "shop";
const EXPIRES = new Date("2030-01-01T00:00:00Z");
/** The stack that this provider belongs to. */
export const OWNERSHIP = { organization: "acme", project: "dbferry", stack: "test", id: "0123456789ab" };
const MARK = markFor(MIGRATION, EXPIRES, OWNERSHIP);

export interface Resource {
  type: string;
  id: string;
  inputs: Values;
  outputs: Values;
}

/**
 * The provider on the sandbox, called as by the engine, with the resources that the vendors' own providers would
 * create.
 */
export class ProviderStage {
  readonly log = new FakeLog();
  /** The provider's process, as the engine calls it. */
  handlers: Handlers;
  private constructor(
    readonly sandbox: Sandbox,
    readonly config: Config,
  ) {
    this.handlers = this.process();
  }

  static async raise(options: SandboxOptions = {}): Promise<ProviderStage> {
    const sandbox = await startSandbox({ clock: 3000, ...options });
    const { huaweicloud, alicloud } = sandbox.credentials;
    const config: Config = {
      huaweicloud: { ...huaweicloud, endpoints: sandbox.endpoints.huaweicloud },
      alicloud: { ...alicloud, endpoints: sandbox.endpoints.alicloud },
      pollSeconds: 0.05,
    };
    return new ProviderStage(sandbox, config);
  }

  /** A process of its own, as each update has: what another one has read or created is unknown to it. */
  private process(): Handlers {
    const handlers = new Handlers(this.log);
    handlers.configure(this.config as unknown as Values);
    return handlers;
  }

  /** Removes whatever a test left, so that the next one starts from scratch, in another process. */
  async clear(): Promise<void> {
    this.handlers = this.process();
    const { world } = this.sandbox;
    for (const eip of world.huaweicloud.eips.list(this.sandbox.target.region)) {
      if (eip.boundTo) world.huaweicloud.eips.unbind(eip.id);
      world.huaweicloud.eips.release(eip.id);
    }
    const id = this.sandbox.source.instanceId;
    if (world.alicloud.rds.get(id).publicEndpoint) world.alicloud.rds.releasePublicEndpoint(id);
    await this.sql("target", "DROP DATABASE IF EXISTS shop");
  }

  async create(type: string, inputs: Values): Promise<Resource> {
    const token = `dbferry:index:${type}`;
    const checked = this.handlers.check(token, undefined, inputs);
    if (checked.failures.length > 0) throw new Error(JSON.stringify(checked.failures));
    const made = await this.handlers.create({ urn: `urn::${type}`, type: token }, checked.inputs, false);
    return { type: token, id: made.id, inputs: checked.inputs, outputs: made.outputs };
  }

  async delete({ type, id, inputs, outputs }: Resource): Promise<void> {
    await this.process().delete({ urn: `urn::${type}`, type }, id, inputs, outputs);
  }

  /** What a read of it returns. */
  async seen({ type, id, inputs, outputs }: Resource): Promise<Values> {
    return plain((await this.handlers.read({ urn: `urn::${type}`, type }, id, inputs, outputs))?.outputs) as Values;
  }

  /** Whether a refresh would show a change. */
  async drifts(resource: Resource): Promise<boolean> {
    return JSON.stringify(await this.seen(resource)) !== JSON.stringify(plain(resource.outputs));
  }

  out({ outputs }: Resource, name: string): string {
    return (plain(outputs) as Record<string, string>)[name]!;
  }

  /** Resources from the vendors' providers: public endpoint and EIP. */
  vendorsPart(): { eip: { id: string; address: string }; host: string } {
    const { world, source, target } = this.sandbox;
    const endpoint = world.alicloud.rds.allocatePublicEndpoint(
      source.instanceId,
      endpointPrefix(MIGRATION, source.instanceId, OWNERSHIP),
    );
    const eip = world.huaweicloud.eips.allocate({ region: target.region, name: eipName(MIGRATION, OWNERSHIP) });
    return { eip: { id: eip.id, address: eip.address }, host: endpoint.host };
  }

  openTarget(address: string): () => void {
    const rule = this.sandbox.world.huaweicloud.securityGroups.addRule({
      securityGroupId: this.sandbox.target.securityGroupId,
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      ports: "3306",
      remoteIpPrefix: `${address}/32`,
      description: MARK,
    });
    return () => this.sandbox.world.huaweicloud.securityGroups.removeRule(rule.id);
  }

  ends(host: string): { source: Values; target: Values } {
    const { source, target } = this.sandbox;
    return {
      source: { cloud: "alicloud", region: source.region, instanceId: source.instanceId, host, port: 3306 },
      target: {
        cloud: "huaweicloud",
        region: target.region,
        instanceId: target.instanceId,
        host: target.privateIp,
        port: 3306,
        vpcId: target.vpcId,
        subnetId: target.subnetId,
        securityGroupId: target.securityGroupId,
      },
    };
  }

  task(eip: Values, host: string): Promise<Resource> {
    return this.create("ReplicationTask", {
      name: taskName(MIGRATION),
      engine: "drs",
      ...this.ends(host),
      eip,
      description: MARK,
      whenLive: "end",
    });
  }

  allow(cidrs: string[]): Promise<Resource> {
    const { instanceId, region } = this.sandbox.source;
    return this.create("AllowlistEntry", {
      cloud: "alicloud",
      instanceId,
      region,
      group: allowlistGroup(MIGRATION, instanceId, OWNERSHIP),
      cidrs,
    });
  }

  account(role: "source" | "target", hosts: string[], task: string, change: Values = {}): Promise<Resource> {
    return this.create("MysqlAccount", {
      task: { id: task, whenLive: "end" },
      connect: this.admin(role),
      user: accountName(MIGRATION, OWNERSHIP),
      hosts,
      role,
      engine: "drs",
      databases: ["shop"],
      ...change,
    });
  }

  /** TLS settings of the administrators' connections, where they differ from the loopback default. */
  secured: Partial<Record<"source" | "target", Values>> = {};

  admin(side: "source" | "target"): Values {
    const { connect, admin } = this.sandbox[side];
    const [host, port] = connect.split(":");
    return {
      host: host!,
      port: Number(port),
      user: admin.user,
      password: admin.password,
      tls: "off",
      ...this.secured[side],
    };
  }

  runInputs(taskId: string, host: string, passwords: { source: string; target: string }, change: Values = {}): Values {
    const { source, target } = this.ends(host);
    const user = accountName(MIGRATION, OWNERSHIP);
    return {
      taskId,
      engine: "drs",
      source: { ...source, user, password: passwords.source },
      target: { ...target, user, password: passwords.target },
      databases: ["shop"],
      connectWindowSeconds: 1,
      whenLive: "end",
      ...change,
    };
  }

  /** Runs with the vendor's unrestricted privileges. */
  async sql<T = Record<string, unknown>>(side: "source" | "target", ...statements: string[]): Promise<T[]> {
    const { host, port, admin } = this.sandbox.servers[side].ref;
    const connection = await createConnection({ host, port, ...admin });
    try {
      let rows: unknown;
      for (const statement of statements) [rows] = await connection.query(statement);
      return rows as T[];
    } finally {
      await connection.end();
    }
  }
}

/** A small shop with a foreign key, a view and a trigger. */
export const SHOP = [
  "DROP DATABASE IF EXISTS shop",
  "CREATE DATABASE shop DEFAULT CHARACTER SET utf8mb4",
  "CREATE TABLE shop.customer (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(50) NOT NULL) ENGINE=InnoDB",
  "CREATE TABLE shop.purchase (id INT PRIMARY KEY AUTO_INCREMENT, customer INT NOT NULL, cents INT NOT NULL, FOREIGN KEY (customer) REFERENCES shop.customer (id)) ENGINE=InnoDB",
  "INSERT INTO shop.customer (name) VALUES ('Ada'), ('Grace'), ('Edsger')",
  "INSERT INTO shop.purchase (customer, cents) VALUES (1, 500), (2, 700), (3, 900), (1, 100)",
];
