import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimFolder } from "../system/folders";
import type { SandboxCloud } from "./cloud";
import {
  addCustomerServer,
  byCloud,
  CLOUD_NAMES,
  type CloudName,
  type Credentials,
  type CustomerServerIn,
  type Endpoints,
  newWorld,
  SANDBOX_CLOUDS,
  type SandboxWorld,
} from "./clouds";
import { startControl } from "./control/control";
import { filterOf } from "./mover/replication";
import type { MoverServers } from "./mover/servers";
import { createCustomerAdmin } from "./mysql/customer";
import { type DataSet, databasesOf, loadData } from "./mysql/dataSet";
import type { Distribution } from "./mysql/distribution";
import { OWNER_FILE, sweepTemporary, TEMPORARY_PREFIX, takeOver } from "./mysql/leftovers";
import type { MysqldOptions } from "./mysql/options";
import { MysqlServer } from "./mysql/server";
import { Writer } from "./mysql/writer";
import { startResolver } from "./names/resolver";
import { Clock } from "./world/clock";

export interface SandboxOptions<S extends CloudName = "alicloud", T extends CloudName = "huaweicloud"> {
  /**
   * Folder for the servers' data; leftovers of an earlier sandbox are stopped and removed. Default: a temporary folder,
   * removed by `stop`.
   */
  dir?: string;
  /** Data set of the source; default "none". */
  data?: DataSet;
  /** Vendor seconds per real second, default 60. */
  clock?: number;
  /** mysqld options that override the defaults, by long name; null removes a default. */
  mysql?: { source?: MysqldOptions; target?: MysqldOptions };
  /** The clouds of the two servers; default: Alibaba Cloud for the source, Huawei Cloud for the target. */
  place?: { source?: S; target?: T };
  /** Server program behind the instances; default: MySQL 5.6, or what this machine has. */
  distribution?: Distribution;
}

interface CustomerAdmin {
  user: string;
  password: string;
}

interface Server {
  /** "127.0.0.1:port", for connections of the customer's own programs. */
  connect: string;
  /** The customer's high-privilege account: everything but SUPER, FILE, SHUTDOWN. */
  admin: CustomerAdmin;
}

/** Everything that a user of the sandbox needs, as plain data. The credentials are valid for the sandbox only. */
export interface SandboxFacts<S extends CloudName = "alicloud", T extends CloudName = "huaweicloud"> {
  endpoints: Endpoints & {
    /** Base URL of the control API. */
    control: string;
    /** Resolvers of the public names in the world, "127.0.0.1:port" each. */
    resolvers: string[];
  };
  credentials: Credentials;
  source: CustomerServerIn<S> &
    Server & {
      /** The application's account; absent without data. */
      app?: CustomerAdmin;
      databases: string[];
    };
  target: CustomerServerIn<T> & Server;
  /** Readable description of the MySQL server behind the instances. */
  server: string;
}

export interface Sandbox<S extends CloudName = "alicloud", T extends CloudName = "huaweicloud">
  extends SandboxFacts<S, T> {
  world: SandboxWorld;
  /** The real servers, for tests. */
  servers: { source: MysqlServer; target: MysqlServer };
  facts(): SandboxFacts<S, T>;
  /** Stops everything and removes the servers' data. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts three things on loopback: two real MySQL servers, the world around them, and the clouds' HTTP APIs. Takes 2 to
 * 4 seconds with the demo data.
 */
export async function startSandbox<S extends CloudName = "alicloud", T extends CloudName = "huaweicloud">(
  options: SandboxOptions<S, T> = {},
): Promise<Sandbox<S, T>> {
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
    const world = newWorld(new Clock(options.clock));
    undo.push(() => world.close());
    const instances = {
      source: addCustomerServer(world, (options.place?.source ?? "alicloud") as S, "source", source.ref),
      target: addCustomerServer(world, (options.place?.target ?? "huaweicloud") as T, "target", target.ref),
    };
    const credentials = byCloud((name) => SANDBOX_CLOUDS[name].credentials()) as Credentials;
    const endpoints = await startClouds(world, credentials, moverServers(source, target), undo);
    const writer = data.app && new Writer(data.app);
    if (writer) undo.push(() => writer.stop());
    const control = await startControl(world, writer);
    undo.push(() => control.close());
    const resolvers = await startResolvers(world, undo);

    const facts = {
      endpoints: { ...endpoints, control: control.url, resolvers },
      credentials,
      source: {
        ...instances.source,
        ...ends(source, admins.source),
        ...(data.app ? { app: { user: data.app.user, password: data.app.password } } : {}),
        databases: data.databases,
      },
      target: { ...instances.target, ...ends(target, admins.target) },
      server: source.label,
    } as SandboxFacts<S, T>;
    return { ...facts, world, servers: { source, target }, facts: () => facts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startClouds(
  world: SandboxWorld,
  credentials: Credentials,
  servers: MoverServers,
  undo: (() => Promise<unknown>)[],
): Promise<Endpoints> {
  const endpoints: Partial<Record<CloudName, object>> = {};
  for (const name of CLOUD_NAMES) {
    const cloud = SANDBOX_CLOUDS[name] as SandboxCloud<SandboxWorld>;
    const services = await cloud.start(world, credentials[name], servers);
    undo.push(() => services.close());
    endpoints[name] = services.endpoints;
  }
  return endpoints as Endpoints;
}

/** Two, because a single answer proves nothing. */
async function startResolvers(world: SandboxWorld, undo: (() => Promise<unknown>)[]): Promise<string[]> {
  const started: string[] = [];
  for (let count = 0; count < 2; count++) {
    const resolver = await startResolver((name) => {
      const address = world.resolve(name);
      return address === undefined ? "noSuchName" : [address];
    });
    undo.push(() => resolver.close());
    started.push(resolver.address);
  }
  return started;
}

function moverServers(...servers: MysqlServer[]): MoverServers {
  return {
    setReplicationFilter: (server, patterns) =>
      servers
        .find((one) => one.ref === server)!
        .restartWith({ "replicate-wild-do-table": patterns.length > 0 ? [...patterns] : null }),
  };
}

function ends({ ref }: MysqlServer, { user, password }: CustomerAdmin): Server {
  return { connect: `${ref.host}:${ref.port}`, admin: { user, password } };
}

async function folderOf(options: Pick<SandboxOptions, "dir">, undo: (() => Promise<unknown>)[]): Promise<string> {
  if (options.dir) {
    claimFolder(options.dir, "sandbox servers", "--dir");
    await takeOver(options.dir);
    return options.dir;
  }
  await sweepTemporary();
  const dir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  await writeFile(join(dir, OWNER_FILE), String(process.pid), { mode: 0o600 });
  return dir;
}

/**
 * A server takes its replication filter when it starts, and a restart takes two seconds. So the target starts with the
 * filter of a task that moves the whole data set; for any other task it is restarted.
 */
function targetOptions({ data = "none", mysql }: Pick<SandboxOptions, "data" | "mysql">): MysqldOptions | undefined {
  const databases = databasesOf(data);
  if (databases.length === 0) return mysql?.target;
  return { "replicate-wild-do-table": filterOf(databases), ...mysql?.target };
}

async function startServers(
  dir: string,
  options: Pick<SandboxOptions, "data" | "mysql" | "distribution">,
  undo: (() => Promise<unknown>)[],
): Promise<[MysqlServer, MysqlServer]> {
  const start = async (name: "source" | "target", serverId: number) => {
    const server = await MysqlServer.start({
      dir: join(dir, name),
      serverId,
      options: name === "target" ? targetOptions(options) : options.mysql?.source,
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
