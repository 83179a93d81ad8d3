import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimFolder } from "../system/folders";
import { startAlicloud } from "./alicloud";
import { startControl } from "./control/control";
import { startHuaweicloud } from "./huaweicloud";
import type { MoverServers } from "./mover/servers";
import { createCustomerAdmin } from "./mysql/customer";
import { type DataSet, loadData } from "./mysql/dataSet";
import type { Distribution } from "./mysql/distribution";
import { OWNER_FILE, sweepTemporary, TEMPORARY_PREFIX } from "./mysql/leftovers";
import type { MysqldOptions } from "./mysql/options";
import { MysqlServer } from "./mysql/server";
import { Writer } from "./mysql/writer";
import type { AlicloudCredentials, HuaweicloudCredentials } from "./services";
import { Clock } from "./world/clock";
import type { ServerRef } from "./world/types";
import { World } from "./world/world";

export interface SandboxOptions {
  /** Folder of the servers' data; leftovers of an earlier sandbox are stopped and removed. Default: a temporary one, removed by `stop`. */
  dir?: string;
  /** Data set of the source; default "none". */
  data?: DataSet;
  /** Vendor seconds per real second, default 60. */
  clock?: number;
  /** mysqld options that override the defaults, by long name; null removes a default. */
  mysql?: { source?: MysqldOptions; target?: MysqldOptions };
  /** Servers that stand in for the instances; by default MySQL 5.6, or what this machine has. */
  distribution?: Distribution;
}

interface CustomerAdmin {
  user: string;
  password: string;
}

/** Everything that a user of the sandbox needs, as plain data. Its credentials open nothing but the sandbox. */
export interface SandboxFacts {
  endpoints: {
    huaweicloud: { drs: string; vpc: string; rds: string; iam: string };
    alicloud: { rds: string };
    /** Base URL of the control API. */
    control: string;
  };
  credentials: { huaweicloud: HuaweicloudCredentials; alicloud: AlicloudCredentials };
  source: {
    instanceId: string;
    region: string;
    /** "127.0.0.1:port", where the customer's own programs connect. */
    connect: string;
    /** The customer's high-privilege account: all but SUPER, FILE, SHUTDOWN. */
    admin: CustomerAdmin;
    /** The application's account; absent without data. */
    app?: CustomerAdmin;
    databases: string[];
  };
  target: {
    instanceId: string;
    region: string;
    vpcId: string;
    subnetId: string;
    securityGroupId: string;
    privateIp: string;
    connect: string;
    admin: CustomerAdmin;
  };
  /** Which MySQL stands in for the instances, for people. */
  server: string;
}

export interface Sandbox extends SandboxFacts {
  world: World;
  /** The real servers, for tests. */
  servers: { source: MysqlServer; target: MysqlServer };
  facts(): SandboxFacts;
  /** Stops everything and removes the servers' data. Idempotent. */
  stop(): Promise<void>;
}

const SOURCE_REGION = "cn-hangzhou";
const TARGET_REGION = "cn-north-4";

/** Three things on loopback: two real MySQL servers, the world around them, and the clouds' HTTP APIs. Takes 2 to 4 seconds with the demo's data. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const dir = await folderOf(options, undo);
    const [source, target] = await startServers(dir, options, undo);
    const admins = {
      source: await createCustomerAdmin(source.ref, "dba"),
      target: await createCustomerAdmin(target.ref, "root"),
    };
    const data = await loadData(admins.source, options.data ?? "none");
    const world = new World(new Clock(options.clock));
    undo.push(() => world.close());
    const instances = furnish(world, source.ref, target.ref);
    const credentials = makeCredentials();
    const servers: MoverServers = {
      setReplicationFilter: (server, patterns) =>
        [source, target]
          .find((one) => one.ref === server)!
          .restartWith({ "replicate-wild-do-table": patterns.length > 0 ? [...patterns] : null }),
    };
    const huaweicloud = await startHuaweicloud({ world, servers, credentials: credentials.huaweicloud });
    undo.push(() => huaweicloud.close());
    const alicloud = await startAlicloud({ world, credentials: credentials.alicloud });
    undo.push(() => alicloud.close());
    const writer = data.app && new Writer(data.app);
    if (writer) undo.push(() => writer.stop());
    const control = await startControl(world, writer);
    undo.push(() => control.close());

    const facts: SandboxFacts = {
      endpoints: { huaweicloud: huaweicloud.endpoints, alicloud: alicloud.endpoints, control: control.url },
      credentials,
      source: {
        instanceId: instances.source.id,
        region: SOURCE_REGION,
        connect: `${source.ref.host}:${source.ref.port}`,
        admin: { user: admins.source.user, password: admins.source.password },
        ...(data.app ? { app: { user: data.app.user, password: data.app.password } } : {}),
        databases: data.databases,
      },
      target: {
        instanceId: instances.target.id,
        region: TARGET_REGION,
        vpcId: instances.target.vpcId,
        subnetId: instances.target.subnetId,
        securityGroupId: instances.target.securityGroupId,
        privateIp: instances.target.privateIp,
        connect: `${target.ref.host}:${target.ref.port}`,
        admin: { user: admins.target.user, password: admins.target.password },
      },
      server: source.label,
    };
    return { ...facts, world, servers: { source, target }, facts: () => facts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function folderOf(options: SandboxOptions, undo: (() => Promise<unknown>)[]): Promise<string> {
  if (options.dir) {
    claimFolder(options.dir, "sandbox servers", "--dir");
    return options.dir;
  }
  await sweepTemporary();
  const dir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  await writeFile(join(dir, OWNER_FILE), String(process.pid), { mode: 0o600 });
  return dir;
}

async function startServers(
  dir: string,
  options: SandboxOptions,
  undo: (() => Promise<unknown>)[],
): Promise<[MysqlServer, MysqlServer]> {
  const start = async (name: "source" | "target", serverId: number) => {
    const server = await MysqlServer.start({
      dir: join(dir, name),
      serverId,
      options: options.mysql?.[name],
      distribution: options.distribution,
    });
    undo.push(async () => {
      await server.stop();
      await rm(join(dir, name), { recursive: true, force: true });
    });
    return server;
  };
  const started = await Promise.allSettled([start("source", 1001), start("target", 2001)]);
  for (const one of started) if (one.status === "rejected") throw one.reason;
  return started.map((one) => (one as PromiseFulfilledResult<MysqlServer>).value) as [MysqlServer, MysqlServer];
}

/** The customer's side of both clouds before a migration: nothing public, nothing allowed. */
function furnish(world: World, source: ServerRef, target: ServerRef) {
  const rds = world.alibabaRds.add({
    id: "rm-bp1dbferrysource1",
    region: SOURCE_REGION,
    description: "shop",
    mysql: source,
  });
  const vpc = world.vpcs.add({ region: TARGET_REGION, name: "vpc-target", cidr: "192.168.0.0/16" });
  const subnet = world.vpcs.addSubnet({ vpcId: vpc.id, name: "subnet-target", cidr: "192.168.10.0/24" });
  const group = world.securityGroups.add({
    region: TARGET_REGION,
    name: "sg-target",
    description: "the target database",
  });
  const anywhere = { securityGroupId: group.id, direction: "egress", ethertype: "IPv4" } as const;
  world.securityGroups.addRule(anywhere);
  const huawei = world.huaweiRds.add({
    name: "rds-target",
    region: TARGET_REGION,
    subnetId: subnet.id,
    securityGroupId: group.id,
    volumeGb: 100,
    mysql: target,
  });
  return { source: rds, target: huawei };
}

function makeCredentials(): SandboxFacts["credentials"] {
  const secret = () => randomBytes(20).toString("hex");
  return {
    huaweicloud: {
      accessKey: randomBytes(10).toString("hex").toUpperCase(),
      secretKey: secret(),
      projectId: randomBytes(16).toString("hex"),
      region: TARGET_REGION,
    },
    alicloud: { accessKey: `LTAI${randomBytes(8).toString("hex")}`, secretKey: secret(), region: SOURCE_REGION },
  };
}
