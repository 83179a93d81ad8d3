import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import type { Phase } from "../../../model/phase";
import { parseMigration } from "../../../model/spec";
import { certificate } from "../../support/certificate";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { printedBy } from "../support/hostPrinted";
import { Registrations, settled } from "../support/registered";

const CA = certificate({ name: "source CA", authority: true }).cert;

let made: Registrations;
let said: { severity: string; message: string }[] = [];

/** What the vendors return; the record keeps what an earlier update asked for. */
const returned = ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): any => {
  if (name === "shop-host-rules") return { ...inputs, stdout: printedBy(inputs.stdin, ahead) };
  if (type.endsWith(":Connection")) return { ...inputs, connectionString: "shop.mysql.rds.aliyuncs.com" };
  if (type.endsWith(":VpcEip")) return { ...inputs, address: "203.0.113.10" };
  if (type.endsWith(":ReplicationTask"))
    return { ...inputs, taskId: "task-1", privateIp: "192.168.10.77", egressCidrs: egress };
  if (type.endsWith(":MigrationRecord"))
    return { ...inputs, byHand: [{ server: "db.example.com", from: "203.0.113.9", port: 3307, until: UNTIL }] };
  return inputs;
};
const UNTIL = "2026-12-10T00:00:00Z";
const OWNER = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
const KEY = "-----BEGIN OPENSSH PRIVATE KEY-----";
const SECRET = "4dabf18193072939515e22adb298388d";

/** A rule that the host has ahead of dbferry's. */
let ahead = "";
/** From where the task connects. */
let egress = ["203.0.113.10/32"];

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
  const ssh = "ssh" in migration.source && migration.source.ssh !== undefined;
  const passwords = { source: "one", target: "two", ...(ssh ? { sourceSshKey: KEY } : {}) };
  const built = new Migration("shop", { spec: migration, phase, passwords, ...(ssh ? { ownership: OWNER } : {}) });
  await settled(built.urn);
  if (record) return built;
  if (!preview) await settled(built.hostOpenings);
  await pulumi.runtime.disconnect();
  return built;
}

beforeEach(() => {
  made = new Registrations();
  said = [];
  ahead = "";
  egress = ["203.0.113.10/32"];
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

const DATA = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from("ssh-ed25519"), Buffer.alloc(36, 7)]);
const LOGIN = {
  host: "10.1.0.7",
  user: "ops",
  hostKey: `ssh-ed25519 ${DATA.toString("base64")} db1`,
  firewall: "iptables",
};

describe("a source whose host dbferry logs in to", () => {
  const through = (spec: any) => (spec.source.ssh = LOGIN);

  it("is opened by a command that is in the state after one that only closes, and before the account", async () => {
    const built = await build("prepare", through);
    expect(made.list()).toEqual(
      expect.arrayContaining(["shop-host-rules command:remote:Command", "shop-ssh command:remote:Command"]),
    );
    const [access, rules] = made.of("Command");
    expect([access!.name, rules!.name]).toEqual(["shop-ssh", "shop-host-rules"]);
    expect(access!.inputs).toMatchObject({ create: "sudo -n sh -s look", delete: "sudo -n sh -s close" });
    expect(rules!.inputs).toMatchObject({
      create: "sudo -n sh -s open",
      delete: "sudo -n sh -s close",
      logging: "none",
    });
    const comment = `dbferry migrate-id=shop migrate-state=4f1c0d9be2a7 migrate-expires=${UNTIL}`;
    expect(rules!.inputs.stdin).toContain(
      `-s 203.0.113.10/32 -p tcp -m tcp --dport 3307 -m comment --comment "${comment}" -j ACCEPT`,
    );
    expect(access!.inputs.stdin).not.toContain("203.0.113.10");
    const all = made.all.map(({ name }) => name);
    expect(all.indexOf("shop-account")).toBeGreaterThan(all.indexOf("shop-host-rules"));
    const [record] = made.of("MigrationRecord");
    const ssh = { login: "ops@10.1.0.7:22", firewall: "iptables", comment };
    expect(record!.inputs.byHand).toEqual([
      { server: "db.example.com", from: "203.0.113.10", port: 3307, until: UNTIL, ssh },
    ]);
    // A person has nothing to type for the host itself, and is told of what else may be in front of it.
    const text = (await settled(built.hostOpenings))!;
    expect(text).toContain("# opened by dbferry on db.example.com: TCP port 3307 from 203.0.113.10, and nothing else");
    expect(text).not.toContain("iptables -I");
    expect(said).toEqual([]);
  });

  it("has its key as a secret alone, with the one host key that is trusted", async () => {
    await build("prepare", through);
    for (const { inputs } of made.of("Command")) {
      const { connection, ...rest } = inputs;
      expect(connection[SECRET]).toBe("1b47061264138c4ac30d75fd1eb44270");
      expect(connection.value).toMatchObject({
        ...{ host: "10.1.0.7", port: 22, user: "ops" },
        privateKey: KEY,
        hostKey: LOGIN.hostKey,
      });
      expect(JSON.stringify(rest)).not.toContain(KEY);
    }
    expect(JSON.stringify(made.of("MigrationRecord"))).not.toContain(KEY);
  });

  /** Whatever fails in an update, for the engine to see: what depends on it fails with it. */
  async function failuresOf(phase: Phase): Promise<string> {
    const theirs = process.rawListeners("unhandledRejection") as ((reason: unknown) => void)[];
    process.removeAllListeners("unhandledRejection");
    const failed: string[] = [];
    const seen = (reason: unknown) => void failed.push(String(reason));
    process.on("unhandledRejection", seen);
    try {
      await build(phase, through, false, { made: gate(), kept: gate() });
      await pulumi.runtime.disconnect().catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off("unhandledRejection", seen);
      for (const one of theirs) process.on("unhandledRejection", one);
    }
    return failed.join("\n");
  }

  it("makes and proves its rules again in each update, and removes those of an earlier mark", async () => {
    await build("prepare", through);
    const [access, rules] = made.of("Command");
    expect(rules!.inputs.update).toBe(`sudo -n sh -s open ${NOW.toISOString()}`);
    expect(access!.inputs.update).toBeUndefined();
    for (const { inputs } of [access!, rules!])
      expect(inputs.triggers).toEqual([
        ...["10.1.0.7", "22", "iptables"],
        "dbferry migrate-id=shop migrate-state=4f1c0d9be2a7 migrate-expires=",
      ]);
  });

  it("lets nothing use the task while its rules do not prove that the task is let in", async () => {
    ahead = "-A INPUT -p tcp -m tcp --dport 3307 -j DROP";
    const info = vi.spyOn(pulumi.log, "info");
    expect(await failuresOf("prepare")).toMatch(
      /203\.0\.113\.10 to port 3307 is still shut out: rule 1 of chain INPUT[\s\S]*fix: correct the others on the host, then update again; or leave/,
    );
    expect(made.of("ReplicationTask")).toHaveLength(1);
    expect(made.of("MigrationRecord")).toEqual([]);
    expect(JSON.stringify(info.mock.calls)).not.toContain("opened by dbferry");
  });

  it.each(["0.0.0.0/0", "203.0.113.10' -j ACCEPT; reboot '"])(
    "gives a script that runs as root nothing but addresses and networks, so not %s",
    async (wrong) => {
      egress = [wrong];
      expect(await failuresOf("prepare")).toContain("what to open through SSH: 1 problem");
      expect(made.of("Command").map(({ name }) => name)).not.toContain("shop-host-rules");
    },
  );

  it("says in done what it removes itself, with the command for when it cannot", async () => {
    const built = await build("done", through);
    expect(made.of("Command")).toEqual([]);
    const text = (await settled(built.hostOpenings))!;
    expect(text).toContain("# close on db.example.com: TCP port 3307 from 203.0.113.9, if it was opened");
    expect(said[0]!.message).toContain("this update fails if the host still lists one");
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
