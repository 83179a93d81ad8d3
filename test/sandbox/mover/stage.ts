import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newWorld, type SandboxWorld } from "../../../sandbox/clouds";
import { Mover } from "../../../sandbox/mover/mover";
import type { MoveEnd, MoveRequest, Progress } from "../../../sandbox/mover/types";
import { connect, quoted, rowsOf, withAdmin } from "../../../sandbox/mysql/connect";
import type { Distribution } from "../../../sandbox/mysql/distribution";
import type { MysqldOptions } from "../../../sandbox/mysql/options";
import { MysqlServer } from "../../../sandbox/mysql/server";
import type { ServerRef } from "../../../sandbox/world/types";

/** Privileges that DRS requires on the source, for full and incremental tasks, and on the target. */
const SOURCE_RIGHTS = "SELECT, SHOW VIEW, EVENT, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT";
const TARGET_RIGHTS =
  "SELECT, CREATE, ALTER, DROP, DELETE, INSERT, UPDATE, INDEX, EVENT, CREATE VIEW, CREATE ROUTINE, TRIGGER, REFERENCES";

/** Two real servers in a sandbox world, with all access open for one task. */
export interface Stage {
  world: SandboxWorld;
  source: MysqlServer;
  target: MysqlServer;
  securityGroupId: string;
  eip: string;
  privateIp: string;
  sourceSide: MoveEnd;
  targetSide: MoveEnd;
  mover(id?: string): Mover;
  request(change?: Partial<MoveRequest>): MoveRequest;
  /** Opens everything: allowlist, rule, accounts on both sides. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function raiseStage(
  options: { source?: MysqldOptions; target?: MysqldOptions; distribution?: Distribution } = {},
): Promise<Stage> {
  const { distribution } = options;
  const dir = await mkdtemp(join(tmpdir(), "dbferry-test-"));
  const [source, target] = await Promise.all([
    MysqlServer.start({ dir: join(dir, "source"), serverId: 101, options: options.source, distribution }),
    MysqlServer.start({ dir: join(dir, "target"), serverId: 102, options: options.target, distribution }),
  ]);
  const world = newWorld();
  const rds = world.alicloud.rds.add({ id: "rm-source", region: "cn-hangzhou", mysql: source.ref });
  const endpoint = world.alicloud.rds.allocatePublicEndpoint(rds.id, "rm-source-pub");
  const vpc = world.huaweicloud.vpcs.add({ region: "cn-north-4", name: "vpc", cidr: "192.168.0.0/16" });
  const subnet = world.huaweicloud.vpcs.addSubnet({ vpcId: vpc.id, name: "subnet", cidr: "192.168.10.0/24" });
  const group = world.huaweicloud.securityGroups.add({ region: "cn-north-4", name: "sg-target" });
  const huawei = world.huaweicloud.rds.add({
    name: "target",
    region: "cn-north-4",
    subnetId: subnet.id,
    securityGroupId: group.id,
    mysql: target.ref,
  });
  const eip = world.huaweicloud.eips.allocate({ region: "cn-north-4", name: "task" });
  const node = world.huaweicloud.vpcs.takeIp(subnet.id, "task-1");
  const movers: Mover[] = [];
  const stage: Stage = {
    world,
    source,
    target,
    securityGroupId: group.id,
    eip: eip.address,
    privateIp: node.address,
    sourceSide: {
      origin: { address: eip.address },
      endpoint: { host: endpoint.host, port: endpoint.port, user: "ferry", password: "ferry-source" },
    },
    targetSide: {
      origin: { address: node.address, vpcId: vpc.id },
      endpoint: { host: huawei.privateIp, port: huawei.port, user: "ferry", password: "ferry-target" },
    },
    mover(id = "task-1") {
      const mover = new Mover(id, world, {
        setReplicationFilter: (_, patterns) =>
          target.restartWith({ "replicate-wild-do-table": patterns.length > 0 ? [...patterns] : null }),
      });
      movers.push(mover);
      return mover;
    },
    request: (change) => ({
      source: stage.sourceSide,
      target: stage.targetSide,
      databases: "all",
      mode: "full+incremental",
      ...change,
    }),
    async open() {
      world.alicloud.rds.modifyAllowlist(rds.id, "dbferry", "Append", [`${eip.address}/32`]);
      world.huaweicloud.securityGroups.addRule({
        securityGroupId: group.id,
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        ports: "3306",
        remoteIpPrefix: `${node.address}/32`,
      });
      const onSource = `'ferry'@'${eip.address}'`;
      const onTarget = `'ferry'@'${node.address}'`;
      await sql(
        source.ref,
        `CREATE USER ${onSource} IDENTIFIED BY 'ferry-source'`,
        `GRANT ${SOURCE_RIGHTS} ON *.* TO ${onSource}`,
      );
      await sql(
        target.ref,
        `CREATE USER ${onTarget} IDENTIFIED BY 'ferry-target'`,
        `GRANT ${TARGET_RIGHTS} ON *.* TO ${onTarget} WITH GRANT OPTION`,
      );
    },
    async close() {
      for (const mover of movers) await mover.dispose();
      await world.close();
      await Promise.all([source.stop(), target.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
  return stage;
}

/** Runs statements as the administrator, without writing them to the binary log. */
export async function sql(server: ServerRef, ...statements: string[]): Promise<void> {
  await withAdmin(server, async (admin) => {
    for (const statement of statements) await admin.query(statement);
  });
}

/** Runs statements that are written to the binary log. */
export async function loggedSql(server: ServerRef, ...statements: string[]): Promise<void> {
  const connection = await connect({ host: server.host, port: server.port, ...server.admin });
  for (const statement of statements) await connection.query(statement);
  connection.destroy();
}

/** Accounts on a server as "user@host", sorted. */
export function accountsOf(server: ServerRef): Promise<string[]> {
  return withAdmin(server, async (admin) =>
    (await rowsOf<{ a: string }>(admin, "SELECT CONCAT(User, '@', Host) a FROM mysql.user ORDER BY a")).map(
      (row) => row.a,
    ),
  );
}

/** Row count, checksum and definition of every table, and the text of every other object, of these databases. */
export function contentOf(server: ServerRef, databases: string[]): Promise<Record<string, unknown>> {
  return withAdmin(server, async (admin) => {
    await admin.query("SET time_zone = '+00:00'");
    const content: Record<string, unknown> = {};
    for (const database of databases) {
      const tables = await rowsOf<{ name: string; type: string }>(
        admin,
        "SELECT table_name name, table_type type FROM information_schema.tables WHERE table_schema = ?",
        [database],
      );
      for (const { name, type } of tables) {
        const id = `${quoted(database)}.${quoted(name)}`;
        const [shown] = await rowsOf(admin, `SHOW CREATE ${type === "VIEW" ? "VIEW" : "TABLE"} ${id}`);
        const text = String(shown![type === "VIEW" ? "Create View" : "Create Table"]).replace(
          / AUTO_INCREMENT=\d+/,
          "",
        );
        if (type === "VIEW") content[id] = text;
        else {
          const [count] = await rowsOf<{ n: number }>(admin, `SELECT COUNT(*) n FROM ${id}`);
          const [sum] = await rowsOf(admin, `CHECKSUM TABLE ${id}`);
          content[id] = { rows: count!.n, checksum: sum!.Checksum, text };
        }
      }
      const code = await rowsOf<{ kind: string; name: string; text: string }>(
        admin,
        `SELECT LOWER(routine_type) kind, routine_name name, CONCAT(definer, sql_mode, routine_definition) text
           FROM information_schema.routines WHERE routine_schema = ?
         UNION ALL SELECT 'trigger', trigger_name, CONCAT(definer, sql_mode, event_object_table, action_timing, event_manipulation, action_statement)
           FROM information_schema.triggers WHERE trigger_schema = ?
         UNION ALL SELECT 'event', event_name, CONCAT(definer, status, interval_value, event_definition)
           FROM information_schema.events WHERE event_schema = ?`,
        [database, database, database],
      );
      for (const { kind, name, text } of code) content[`${kind} ${database}.${name}`] = text;
    }
    return content;
  });
}

/** Polls a mover until `wanted` holds; throws its failure if it fails on the way. */
export async function until(mover: Mover, wanted: (progress: Progress) => boolean, seconds = 60): Promise<Progress> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const progress = await mover.progress();
    if (wanted(progress)) return progress;
    if (progress.state === "failed" || Date.now() > deadline)
      throw new Error(`not reached: ${JSON.stringify(progress)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
