import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { certificate } from "../../support/certificate";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

const CA = certificate({ name: "source CA", authority: true }).cert;

let made: Registrations;
let said: { severity: string; message: string }[] = [];

/** What the vendors return; the record keeps what an earlier update asked for. */
const returned = ({ type, inputs }: pulumi.runtime.MockResourceArgs): any => {
  if (type.endsWith(":Connection")) return { ...inputs, connectionString: "shop.mysql.rds.aliyuncs.com" };
  if (type.endsWith(":VpcEip")) return { ...inputs, address: "203.0.113.10" };
  if (type.endsWith(":ReplicationTask"))
    return { ...inputs, taskId: "task-1", privateIp: "192.168.10.77", egressCidrs: ["203.0.113.10/32"] };
  if (type.endsWith(":MigrationRecord"))
    return { ...inputs, byHand: [{ server: "db.example.com", from: "203.0.113.9", port: 3307, until: UNTIL }] };
  return inputs;
};
const UNTIL = "2026-12-10T00:00:00Z";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** @param record opens when the engine is given the record, and is opened when the state holds it; absent: at once */
async function build(
  phase: Phase,
  more: (spec: any) => void = () => {},
  preview = false,
  record?: { made: ReturnType<typeof gate>; kept: ReturnType<typeof gate> },
) {
  await made.start(preview, async (resource) => {
    if (resource.type.endsWith(":MigrationRecord") && record) {
      record.made.open();
      await record.kept.opened;
    }
    return returned(resource);
  });
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      spec.source = {
        place: "onprem",
        host: "db.example.com",
        port: 3307,
        databases: ["shop"],
        admin: { user: "dba" },
        ca: CA,
      };
      more(spec);
    }),
    phase,
    NOW,
  );
  const built = new Migration("shop", { spec: migration, phase, passwords: { source: "one", target: "two" } });
  await settled(built.urn);
  if (record) return built;
  if (!preview) await settled(built.hostOpenings);
  await pulumi.runtime.disconnect();
  return built;
}

beforeEach(() => {
  made = new Registrations();
  said = [];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockImplementation(async (message) => void said.push({ severity: "warn", message }));
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a source on premises", () => {
  it("gets nothing but its account: everything else is in the target's cloud", async () => {
    await build("prepare");
    expect(made.list()).toEqual([
      "shop dbferry:index:Migration",
      "shop-account dbferry:index:MysqlAccount",
      "shop-eip dbferry:index:HuaweicloudTaskEip",
      "shop-eip huaweicloud:index/vpcEip:VpcEip",
      "shop-record dbferry:index:MigrationRecord",
      "shop-target-access dbferry:index:HuaweicloudTargetAccess",
      "shop-target-access huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
      "shop-task dbferry:index:HuaweicloudDrsTask",
      "shop-task dbferry:index:ReplicationTask",
    ]);
    const [account] = made.of("MysqlAccount");
    expect(account!.inputs.hosts).toEqual(["203.0.113.10"]);
    // It holds a password.
    expect(account!.inputs.connect.value).toMatchObject({ host: "db.example.com", port: 3307 });
    const task = made.of("ReplicationTask")[0]!.inputs;
    expect(task.source).toEqual({ cloud: "onprem", host: "db.example.com", port: 3307 });
  });

  it("prints what a person has to let in, with the reason, and records what it takes to close it", async () => {
    const built = await build("prepare");
    const text = (await settled(built.hostOpenings))!;
    expect(text).toContain("# open on db.example.com: TCP port 3307 from 203.0.113.10, and nothing else");
    expect(text).toContain("# why: the task of the migration shop in Huawei DRS connects to the database");
    expect(text).toContain(
      `iptables -I INPUT 1 -s 203.0.113.10 -p tcp --dport 3307 -m comment --comment 'dbferry until ${UNTIL}' -j ACCEPT`,
    );
    // The migration creates it itself: a second CREATE USER would fail.
    expect(text).not.toContain("CREATE USER");
    expect(said).toHaveLength(1);
    expect(said[0]!.message).toContain(text);
    expect(said[0]!.message).toContain("the phase migrate waits for it");
    const [record] = made.of("MigrationRecord");
    expect(record!.inputs.byHand).toEqual([
      { server: "db.example.com", from: "203.0.113.10", port: 3307, until: UNTIL },
    ]);
  });

  it("names the machine that runs dbferry apart from the task", async () => {
    const built = await build("prepare", (spec) => (spec.operator = { addresses: ["198.51.100.7"] }));
    const text = (await settled(built.hostOpenings))!;
    expect(text).toMatch(
      /from 203\.0\.113\.10, and nothing else\n# why: the task[\s\S]*from 198\.51\.100\.7, and nothing else\n# why: the machine that runs dbferry/,
    );
  });

  it("in a preview, before the task has an address, says nothing of one", async () => {
    await build("prepare", () => {}, true);
    expect(said).toEqual([]);
  });

  it("says in migrate that the connection test waits, and in cutover nothing more", async () => {
    await build("migrate");
    expect(said.map(({ message }) => message).join()).toContain("connection test waits for it");
    said = [];
    made = new Registrations();
    await build("cutover");
    expect(said).toEqual([]);
  });

  it.each<Phase>(["done", "cancelled"])("in %s says what to close, as recorded, and claims nothing", async (phase) => {
    const built = await build(phase);
    const text = (await settled(built.hostOpenings))!;
    expect(text).toContain("# close on db.example.com: TCP port 3307 from 203.0.113.9, if it was opened");
    expect(text).toContain("iptables -D INPUT -s 203.0.113.9 -p tcp --dport 3307");
    expect(text).toContain("dbferry doctor --rules rules.txt --address 203.0.113.9 --port 3307");
    expect(said[0]!.message).toContain("Nothing here proves that it is closed");
  });
});

it("what the source before this one was asked to open is still told in done", async () => {
  const built = await build("done", (spec) => {
    spec.source = { ...smallestMigration().source, ca: CA };
  });
  expect(await settled(built.hostOpenings)).toContain("# close on db.example.com: TCP port 3307 from 203.0.113.9");
  expect(said[0]!.message).toContain("# close on db.example.com");
});

it("nothing is asked of a person that the state does not hold yet", async () => {
  const record = { made: gate(), kept: gate() };
  const built = await build("prepare", () => {}, false, record);
  // It is made last, so by now everything is known that could be printed.
  await record.made.opened;
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual([]);
  record.kept.open();
  await settled(built.hostOpenings);
  expect(said).toHaveLength(1);
  await pulumi.runtime.disconnect();
});

it("a source in a cloud has no such output, and asks nothing of a person", async () => {
  const built = await build("prepare", (spec) => {
    spec.source = { ...smallestMigration().source, ca: CA };
  });
  expect(await settled(built.hostOpenings)).toBeUndefined();
  expect(said).toEqual([]);
  expect(made.of("MigrationRecord")[0]!.inputs.byHand).toBeUndefined();
});
