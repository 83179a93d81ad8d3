import { describe, expect, it } from "vitest";
import { planOf } from "../../../model/phase";
import { ProblemsError } from "../../../model/problems";
import { ENGINES, PATHS, SCENARIOS, scenarioOf } from "../../../model/scenario";
import { parseMigration, readOnlyTarget, settingsOf, sourceLeg } from "../../../model/spec";
import { movesOf } from "../../../model/spec/moves";
import { smallestMigration as example, NOW } from "../../support/smallestMigration";

function problemsOf(
  input: unknown,
  phase: unknown = "prepare",
): readonly { path: string; seen: string; needed: string; fix?: string }[] {
  try {
    parseMigration(input, phase, NOW);
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  return [];
}

describe("the migration spec", () => {
  it("accepts the smallest migration and fills in the defaults", () => {
    const { migration, phase } = parseMigration(example(), "prepare", NOW);
    expect(phase).toBe("prepare");
    expect(migration).toMatchObject({
      engine: "drs",
      path: "public",
      mode: "full+incremental",
      source: { port: 3306 },
      task: { start: "now" },
    });
    expect(settingsOf(migration, "drs")).toEqual({ nodeType: "high", expiredDays: 14 });
    expect(readOnlyTarget(migration)).toBe(true);
  });

  it("refuses before anything is created what the engine cannot do", () => {
    const change = { mode: "full", task: { start: "2026-11-22T00:00:00Z" } };
    const by = (engine: string) =>
      problemsOf(
        example((input: any) => {
          Object.assign(input, { engine, ...change });
          input.source.databases = "all";
        }),
      ).map(({ path }) => path);
    for (const path of ["mode", "task.start", "source.databases"]) {
      expect(by("alibaba-dts")).toContain(path);
      expect(by("drs")).not.toContain(path);
    }
  });

  it("refuses a second region where the service would read the source over the internet, until there is something to remove", () => {
    const between = (from: string, phase: string) =>
      problemsOf(
        example((input: any) => {
          const { admin, instanceId } = input.source;
          Object.assign(input, { engine: "alibaba-dts", path: "vpc" });
          input.source = { place: "alicloud-rds", region: from, instanceId, databases: ["shop"], admin };
          input.target = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-target", admin };
        }),
        phase,
      ).filter(({ path }) => path === "source.region");
    expect(between("cn-hangzhou", "prepare")).toEqual([]);
    for (const phase of ["prepare", "migrate"])
      expect(between("cn-shanghai", phase)).toEqual([
        {
          path: "source.region",
          seen: "cn-shanghai",
          needed: expect.stringMatching(
            /^cn-hangzhou, as the target has: Alibaba DTS reads .+ over the internet.+read on 20/,
          ),
          fix: expect.stringContaining("copy to an instance in cn-shanghai, or migrate it as a server of your own"),
        },
      ]);
    for (const phase of ["cutover", "done", "cancelled"]) expect(between("cn-shanghai", phase)).toEqual([]);
  });

  it("refuses every pair that it has no route for with the reason, and names the nearest that it has first", () => {
    const cloud = {
      region: "r",
      instanceId: "i",
      vpcId: "v",
      subnetId: "s",
      securityGroupId: "g",
      privateIp: "10.0.0.5",
    };
    const at: Record<string, object> = {
      "alicloud-rds": { region: "r", instanceId: "i" },
      "tencentcloud-mysql": cloud,
      "huaweicloud-rds": cloud,
      onprem: { host: "db.example.com" },
      vm: { cloud: "huaweicloud", ...cloud },
    };
    const places = Object.keys(at);
    let refused = 0;
    for (const source of places)
      for (const target of places)
        for (const engine of ENGINES)
          for (const path of PATHS) {
            if (scenarioOf({ source: { place: source }, target: { place: target }, engine, path })) continue;
            const given = example((input: any) => {
              Object.assign(input, { engine, path });
              input.source = {
                place: source,
                ...at[source],
                databases: ["shop"],
                admin: { user: "dba" },
                ca: "ca.pem",
              };
              input.target = { place: target, ...at[target], admin: { user: "root" } };
            });
            const found = problemsOf(given).find((one) => one.path === "engine");
            expect(found?.seen, `${source} ${target} ${engine} ${path}`).toMatch(/: dbferry has no route /);
            expect(found?.fix).toMatch(/^the nearest is \S+ to \S+ by \S+ over \S+; the others are /);
            refused += 1;
          }
    expect(refused).toBe(places.length ** 2 * ENGINES.length * PATHS.length - SCENARIOS.length);
    const fixOf = (change: (input: any) => void) => problemsOf(example(change))[0];
    expect(fixOf((input) => (input.path = "vpn"))).toMatchObject({
      seen: "alicloud-rds to huaweicloud-rds by drs over vpn: dbferry has no route between these by Huawei DRS over the path vpn",
      fix: expect.stringMatching(/^the nearest is alicloud-rds to huaweicloud-rds by drs over public;/),
    });
    expect(fixOf((input) => (input.engine = "alibaba-dts"))?.fix).toMatch(
      /^the nearest is alicloud-rds to huaweicloud-rds by drs over public;/,
    );
    // Alibaba DTS reaches a machine in any VPC; Tencent DTS one that the internet reaches.
    const ofMachine = (engine: string, target: string) =>
      problemsOf(
        example((input: any) => {
          Object.assign(input, { engine, path: "peering" });
          input.source = { place: "vm", ...at["vm"], databases: ["shop"], admin: { user: "dba" } };
          input.target = { place: target, ...at[target], admin: { user: "root" } };
        }),
      ).find((one) => one.path === "engine")?.fix;
    expect(ofMachine("alibaba-dts", "alicloud-rds")).toMatch(
      /^the nearest is vm to alicloud-rds by alibaba-dts over vpc;/,
    );
    expect(ofMachine("tencent-dts", "tencentcloud-mysql")).toMatch(
      /^the nearest is onprem to tencentcloud-mysql by tencent-dts over public;/,
    );
  });

  it("holds a migration inside a VPC to one VPC, and lets nobody but the task in there", () => {
    const inVpc = (source: object, more: object = {}) =>
      problemsOf(
        example((input: any) => {
          Object.assign(input, { path: "vpc", ...more });
          input.source = { ...input.target, instanceId: "1a2b3c", databases: ["shop"], ...source };
        }),
      ).map(({ path, seen, needed }) => `${path}: ${seen}; ${needed}`);
    expect(inVpc({})).toEqual([]);
    expect(inVpc({ vpcId: "vpc-2", region: "cn-south-1" })).toEqual([
      expect.stringMatching(/^source\.region: cn-south-1; cn-north-4, as the target has: .*one VPC$/),
      expect.stringMatching(/^source\.vpcId: vpc-2; vpc-1, as the target has: .*one VPC$/),
    ]);
    expect(inVpc({ instanceId: "0f1e2d" })).toEqual([
      expect.stringMatching(/^target\.instanceId: 0f1e2d; another instance/),
    ]);
    expect(inVpc({ account: "other" })).toEqual([
      expect.stringMatching(/^source\.account: other; nothing, as the target/),
    ]);
    expect(inVpc({}, { operator: { addresses: ["198.51.100.7/32"] } })).toEqual([
      expect.stringMatching(/^operator\.addresses: 198\.51\.100\.7\/32; nothing: .*for the task alone$/),
    ]);
  });

  it("holds a migration over a peering to two VPCs of one region and account with networks that do not overlap, every problem at once", () => {
    const over = (source: object, more: object = {}) =>
      problemsOf(
        example((input: any) => {
          input.path = "peering";
          input.peering = { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24" };
          const there = { instanceId: "1a2b3c", vpcId: "vpc-2", privateIp: "172.16.10.10", databases: ["shop"] };
          input.source = { ...input.target, ...there, ...source };
          Object.assign(input, more);
        }),
      ).map(({ path, seen, needed }) => `${path}: ${seen}; ${needed}`);
    expect(over({})).toEqual([]);
    expect(over({}, { peering: undefined })).toEqual(["peering: nothing; the networks that the migration connects"]);
    expect(over({ region: "cn-south-1", vpcId: "vpc-1", account: "other" })).toEqual([
      "source.account: other; nothing, as the target has: a migration peers VPCs of one account",
      "source.vpcId: vpc-1, as target.vpcId; two VPCs",
      "source.region: cn-south-1, with target.region: cn-north-4; VPCs of one region: a peering ends at the region",
    ]);
    const wide = { sourceNetwork: "192.168.0.0/16", targetNetwork: "192.168.10.0/24" };
    expect(over({}, { peering: wide })).toEqual([
      "peering.sourceNetwork: 192.168.0.0/16, which overlaps 192.168.10.0/24 of peering.targetNetwork; networks that do not overlap",
      "peering.sourceNetwork: 192.168.0.0/16; a network that holds source.privateIp, 172.16.10.10",
    ]);
    expect(over({}, { operator: { addresses: ["198.51.100.7/32"] } })).toEqual([
      expect.stringMatching(/^operator\.addresses: .*over the path peering/),
    ]);
    const machine = { place: "vm", cloud: "huaweicloud" };
    expect(over(machine)).toEqual([]);
    expect(over({ ...machine, vpcId: "vpc-1" })).toEqual(["source.vpcId: vpc-1, as target.vpcId; two VPCs"]);
    expect(over({ place: "vm", cloud: "tencentcloud", region: "ap-guangzhou" })).toContainEqual(
      expect.stringMatching(/^source\.cloud: tencentcloud; huaweicloud: over the path peering, /),
    );
    expect(over({ vpcId: "vpc-1" }, { path: "vpc" })).toEqual([
      "peering.sourceNetwork: 172.16.10.0/24, by drs over vpc; nothing: over this path, no networks are connected",
      "peering.targetNetwork: 192.168.10.0/24, by drs over vpc; nothing: over this path, no networks are connected",
    ]);
  });

  it("needs the EIP of a source at Huawei RDS over the public network, and lets the operator in there", () => {
    const from = (more: object, migration: object = {}) =>
      problemsOf(
        example((input: any) => {
          const { databases, ca } = input.source;
          Object.assign(input, migration);
          input.source = { ...input.target, instanceId: "1a2b3c", region: "cn-south-1", databases, ca, ...more };
        }),
      ).map(({ path, seen, needed, fix }) => `${path}: ${seen}; ${needed}; ${fix}`);
    const endpoint = { host: "203.0.113.9", port: 3306 };
    const operator = { addresses: ["198.51.100.7/32"] };
    expect(from({})).toEqual([
      expect.stringMatching(
        /^source\.endpoint: nothing; the public endpoint .* Huawei RDS for MySQL, dbferry makes none; bind an EIP/,
      ),
    ]);
    expect(from({ endpoint }, { operator })).toEqual([]);
  });

  it("holds a machine to the engine's own cloud and to one VPC with the target, and says how else it can be migrated", () => {
    const from = (source: object) =>
      problemsOf(
        example((input: any) => {
          input.path = "vpc";
          const machine = { place: "vm", cloud: "huaweicloud", instanceId: "ecs-1", privateIp: "192.168.10.30" };
          input.source = { ...input.target, ...machine, databases: ["shop"], ...source };
        }),
      ).map(({ path, seen, needed, fix }) => `${path}: ${seen}; ${needed}; ${fix}`);
    expect(from({})).toEqual([]);
    expect(from({ vpcId: "vpc-2" })).toEqual([expect.stringMatching(/^source\.vpcId: vpc-2; vpc-1, .*one VPC;/)]);
    expect(from({ cloud: "tencentcloud", region: "ap-guangzhou" })).toEqual([
      expect.stringMatching(
        /^source\.cloud: tencentcloud; huaweicloud: .*Huawei DRS reaches only machines in its own cloud; .*place: onprem, path: public/,
      ),
    ]);
  });

  it("needs the public endpoint of a source at TencentDB, which it does not open", () => {
    const from = (more: object) =>
      problemsOf(
        example((input: any) => {
          const { databases, ca } = input.source;
          input.source = {
            ...input.target,
            place: "tencentcloud-mysql",
            region: "ap-guangzhou",
            instanceId: "cdb-abcdefgh",
          };
          Object.assign(input.source, { databases, ca, ...more });
        }),
      ).map(({ path, seen, needed }) => `${path}: ${seen}; ${needed}`);
    expect(from({})).toEqual([
      "source.endpoint: nothing; the public endpoint of the instance: at a source of TencentDB for MySQL, dbferry makes none",
    ]);
    expect(from({ endpoint: { host: "gz-cdb-abcdefgh.sql.tencentcdb.com", port: 20001 } })).toEqual([]);
  });

  it("refuses a start time that is too soon for the vendor, and a start order that leads nowhere", () => {
    const given = (task: object, engine = "drs") =>
      problemsOf(example((input: any) => Object.assign(input, { engine, task }))).map(
        ({ path, needed }) => `${path}: ${needed}`,
      );
    const ahead = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
    expect(given({ start: ahead(6) })).toEqual([]);
    expect(given({ start: ahead(4) })).toEqual([expect.stringMatching(/^task\.start: at least 5 minutes ahead/)]);
    expect(given({ start: ahead(-1) })).toEqual([expect.stringMatching(/^task\.start: a date in the future/)]);
    expect(given({ start: ahead(60) }, "alibaba-dts")).toContainEqual("task.start: now");
    expect(given({ after: ["orders", "crm"] })).toEqual([]);
    expect(given({ after: ["shop", "orders", "orders"], start: ahead(60) })).toEqual([
      expect.stringMatching(/^task\.after\.0: another migration/),
      "task.after.2: each migration once",
      expect.stringMatching(/^task\.start: now: at a set time the vendor starts the task/),
    ]);
  });

  it("lets in over the internet no private network that is said to be Tencent DTS's", () => {
    const by = (addresses: string[]) =>
      problemsOf(
        example((input: any) => {
          Object.assign(input, { engine: "tencent-dts", tencentDts: { addresses } });
          const { admin } = input.target;
          const at = { region: "ap-guangzhou", instanceId: "cdb-abcdefgh", vpcId: "vpc-1", subnetId: "subnet-1" };
          input.target = { place: "tencentcloud-mysql", ...at, securityGroupId: "sg-1", privateIp: "10.0.0.5", admin };
        }),
      );
    expect(by(["203.0.113.7", "203.0.113.64/28"])).toEqual([]);
    expect(by(["203.0.113.7", "10.0.0.0/16"])).toMatchObject([
      { path: "tencentDts.addresses.1", seen: "10.0.0.0/16", needed: expect.stringContaining("on the internet") },
    ]);
  });

  it("holds a hot migration with Tencent DTS to the rules of the vendor's guide, and no other migration", () => {
    const by = (region: string, mode: string, profile?: string) =>
      problemsOf(
        example((input: any) => {
          Object.assign(input, { engine: "tencent-dts", mode });
          if (profile) input.tencentDts = { profile };
          const { admin } = input.target;
          input.target = { place: "tencentcloud-mysql", region, instanceId: "cdb-abcdefgh", admin };
          Object.assign(input.target, {
            vpcId: "vpc-1",
            subnetId: "subnet-1",
            securityGroupId: "sg-1",
            privateIp: "10.0.0.5",
          });
        }),
      ).map(({ path }) => path);
    expect(by("ap-shanghai", "full+incremental", "hot-migration")).toEqual([]);
    expect(by("ap-beijing", "full", "hot-migration")).toEqual(["target.region", "mode"]);
    expect(by("ap-beijing", "full")).toEqual([]);
    expect(by("ap-beijing", "full", "warm-migration")).toContain("tencentDts.profile");
  });

  it("derives the databases from single tables, and refuses everything that contradicts them at once", () => {
    const chosen = (source: object) => problemsOf(example((input: any) => Object.assign(input.source, source)));
    const tables = { shop: ["orders", "customer"] };
    expect(chosen({ databases: "all", tables })).toEqual([]);
    expect(chosen({ databases: ["shop"], tables })).toEqual([]);
    expect(
      chosen({ databases: ["crm"], tables: { shop: ["orders", "orders"], mysql: ["user"] } }).map(
        ({ path, seen }) => `${path}: ${seen}`,
      ),
    ).toEqual([
      'source.tables.mysql: "mysql"',
      'source.tables.shop.1: "orders"',
      'source.databases: "crm", of which source.tables names no table',
      'source.databases: not "shop", of which source.tables names tables',
      'source.databases: not "mysql", of which source.tables names tables',
    ]);
    for (const empty of [{}, { shop: [] }])
      expect(chosen({ databases: "all", tables: empty }).map(({ path }) => path)).toEqual([
        Object.keys(empty).length > 0 ? "source.tables.shop" : "source.tables",
      ]);
  });

  it("accepts named tables where the engine needs names, and says what becomes of everything else", () => {
    const moves = (engine: string, source: object) => {
      const input = example((given: any) => {
        Object.assign(given, { engine });
        Object.assign(given.source, source);
      });
      return movesOf(parseMigration(input, "prepare", NOW).migration).join("\n");
    };
    const tables = { shop: ["orders", "customer"] };
    expect(moves("drs", { databases: "all", tables })).toMatch(
      /moves 2 tables: shop\.orders, shop\.customer\nviews, routines and events stay behind.*\ntriggers of these tables are created when/,
    );
    expect(moves("drs", { databases: "all" })).toMatch(
      /every database but the system's own.*\nevents are created when/s,
    );
    expect(moves("drs", { databases: ["shop"] })).toMatch(
      /the database shop\nviews and routines .*\naccounts stay behind/s,
    );
  });

  it("accepts the service's comparison only as far as the service supports it, and says what it supports", () => {
    const by = (engine: string, consistencyCheck: unknown, mode = "full+incremental") =>
      problemsOf(example((input) => Object.assign(input, { engine, mode, task: { consistencyCheck } }))).filter(
        ({ path }) => path.startsWith("task.consistencyCheck"),
      );
    expect(parseMigration(example(), "prepare", NOW).migration.task.consistencyCheck).toBe("none");
    for (const engine of ["drs", "tencent-dts", "alibaba-dts"]) expect(by(engine, "none", "full")).toEqual([]);
    expect(by("drs", "full")).toEqual([]);
    expect(by("drs", { samplePercent: 30 })).toMatchObject([
      { seen: "a sample of 30 percent", needed: "full, or none", fix: expect.stringContaining("in full only") },
    ]);
    for (const engine of ["tencent-dts", "alibaba-dts"]) expect(by(engine, { samplePercent: 30 })).toEqual([]);
    expect(by("alibaba-dts", { samplePercent: 5 })).toMatchObject([
      { needed: expect.stringContaining("from 10 to 99") },
    ]);
    expect(by("drs", "full", "full")).toMatchObject([{ seen: "full, with mode: full", needed: "none" }]);
    for (const wrong of ["some", { samplePercent: 0 }, { samplePercent: 30, tables: [] }, { ratio: 0.3 }])
      expect(by("drs", wrong).length, JSON.stringify(wrong)).toBeGreaterThan(0);
  });

  it("promises a read-only target only if the engine can enforce it", () => {
    const by = (engine: string, targetReadOnly?: boolean) =>
      problemsOf(example((input) => Object.assign(input, { engine, task: { targetReadOnly } })));
    expect(by("alibaba-dts", true).map(({ path }) => path)).toContain("task.targetReadOnly");
    expect(by("alibaba-dts").map(({ path }) => path)).not.toContain("task.targetReadOnly");
    expect(by("drs", true)).toEqual([]);
  });

  it("names every problem at once, each with its path and the value seen", () => {
    const problems = problemsOf(
      example((input) => {
        input.nmae = "shop";
        input.source.regoin = "x";
        delete input.target.instanceId;
        input.operator = { addresses: ["198.51.100.300/32"] };
        input.target.port = 70000;
        input.expires = "2020-01-01T00:00:00Z";
        input.task = { start: "tomorrow" };
        input.source.region = "cn-hangzou";
      }),
      "prepair",
    );
    expect(problems.map(({ path, seen }) => `${path}: ${seen}`).sort()).toEqual([
      "expires: 2020-01-01T00:00:00Z, in the past",
      "nmae: unknown key",
      'operator.addresses.0: "198.51.100.300/32"',
      'phase: "prepair"',
      'source.region: "cn-hangzou"',
      "source.regoin: unknown key",
      "target.instanceId: nothing",
      "target.port: 70000",
      'task.start: "tomorrow"',
    ]);
    expect(problems.find(({ path }) => path === "source.regoin")?.needed).toContain("region");
  });

  it.each([
    [
      "an unknown region",
      (input: any) => (input.source.region = "cn-hangzou"),
      "source.region",
      /did you mean cn-hang/,
    ],
    ["another cloud's region", (input: any) => (input.target.region = "cn-hangzhou"), "target.region", /.+/],
    [
      "an expiry in the past",
      (input: any) => (input.expires = "2026-11-20T23:59:59Z"),
      "expires",
      /dbferry extend .*dbferry cancel/,
    ],
    ["an expiry too far away", (input: any) => (input.expires = "2027-12-10T00:00:00Z"), "expires", /extended/],
    ["a start in the past", (input: any) => (input.task = { start: "2026-11-20T00:00:00Z" }), "task.start", /^$/],
    ["a start after the expiry", (input: any) => (input.task = { start: "2026-12-11T00:00:00Z" }), "task.start", /^$/],
    [
      "a wide operator block",
      (input: any) => (input.operator = { addresses: ["0.0.0.0/0"] }),
      "operator.addresses.0",
      /exact addresses/,
    ],
    ...[
      "0.0.0.0",
      "::",
      "::ffff:0.0.0.0/96",
      "::ffff:198.51.0.0/112",
      "64:ff9b::/96",
      "198.51.0.0/16",
      "2001:db8::/48",
    ].map(
      (address) =>
        [
          `the operator's address ${address}`,
          (input: any) => (input.operator = { addresses: ["198.51.100.7/32", address] }),
          "operator.addresses.1",
          /exact addresses/,
        ] as [string, (input: any) => unknown, string, RegExp],
    ),
    ["a system database", (input: any) => (input.source.databases = ["mysql"]), "source.databases.0", /leave/],
    ["a database named twice", (input: any) => (input.source.databases = ["a", "a"]), "source.databases.1", /^$/],
    ["a way that cannot be built", (input: any) => (input.path = "vpn"), "engine", /public/],
  ])("refuses %s", (_what, change, path, fix) => {
    const problems = problemsOf(example(change));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.fix ?? "").toMatch(fix);
  });

  it("has no default engine, and says what to write", () => {
    const problems = problemsOf(example((input) => delete input.engine));
    expect(problems).toMatchObject([
      {
        path: "engine",
        seen: "nothing",
        needed: expect.stringContaining("drs"),
        fix: expect.stringContaining("engine: drs"),
      },
    ]);
  });

  it("accepts a migration in an earlier version's spelling, and reports its problems in that spelling", () => {
    const earlier = (task: object) =>
      example((input) => {
        input.source = { ...input.source, cloud: "alicloud" };
        input.target = { ...input.target, cloud: "huaweicloud" };
        delete input.source.place;
        delete input.target.place;
        input.task = task;
      });
    const { migration } = parseMigration(earlier({ nodeType: "small", expiredDays: 20, start: "now" }), "prepare", NOW);
    expect(migration).toMatchObject({ source: { place: "alicloud-rds" }, target: { place: "huaweicloud-rds" } });
    expect(settingsOf(migration, "drs")).toEqual({ nodeType: "small", expiredDays: 20 });
    expect(problemsOf(earlier({ nodeType: "huge", expiredDays: 3 })).map(({ path }) => path)).toEqual([
      "task.nodeType",
      "task.expiredDays",
    ]);
  });

  it.each([
    [
      "an unknown place",
      (input: any) => (input.source.place = "moon"),
      "source.place",
      /alicloud-rds, tencentcloud-mysql/,
    ],
    ["a setting of another place", (input: any) => (input.source.vpcId = "v"), "source.vpcId", /one of place, /],
    ["settings of another engine", (input: any) => (input.tencentDts = {}), "tencentDts", /^drs, or nothing$/],
    [
      "a setting that the engine has not",
      (input: any) => (input.drs = { size: 1 }),
      "drs.size",
      /nodeType, expiredDays/,
    ],
  ])("refuses %s, and lists what exists", (_what, change, path, needed) => {
    const problems = problemsOf(example(change));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.needed).toMatch(needed);
  });

  it.each(["db.example.com:0", "db.example.com:65536", "db.example.com:99999"])(
    "a port that does not exist is refused: %s",
    (connect) => {
      const problems = problemsOf(example((input) => (input.source.connect = connect)));
      expect(problems).toMatchObject([{ path: "source.connect", needed: "host:port, with a port from 1 to 65535" }]);
    },
  );

  describe("the task's connection to the source", () => {
    const plain = (change: object = {}) => ({
      plainSource: {
        reason: "MySQL 5.6 serves no TLS",
        owner: "dba@example.com",
        expires: "2026-12-01T00:00:00Z",
        ...change,
      },
    });
    const without = (task: object | undefined) =>
      example((input) => {
        delete input.source.ca;
        if (task) input.task = task;
      });

    it("is verified TLS, which needs the CA", () => {
      const { migration } = parseMigration(example(), "prepare", NOW);
      expect(sourceLeg(migration)).toEqual({ tls: true, ca: "source-ca.pem" });
      const [problem, ...others] = problemsOf(without(undefined));
      expect(others).toEqual([]);
      expect(problem).toMatchObject({ path: "source.ca", seen: "nothing" });
      expect(problem?.fix).toContain("task.plainSource: { reason, owner, expires }");
    });

    it("is unencrypted only by an exemption with reason, owner and expiry", () => {
      const { migration } = parseMigration(without(plain()), "prepare", NOW);
      expect(sourceLeg(migration)).toEqual({ tls: false, plain: plain().plainSource });
      const wrong: [object, string][] = [
        [{ reason: "5.6" }, "task.plainSource.reason"],
        [{ owner: "" }, "task.plainSource.owner"],
        [{ owner: undefined }, "task.plainSource.owner"],
        [{ expires: undefined }, "task.plainSource.expires"],
        [{ expires: "2026-02-30T00:00:00Z" }, "task.plainSource.expires"],
        [{ expires: "soon" }, "task.plainSource.expires"],
        [{ expires: "2026-11-20T00:00:00Z" }, "task.plainSource.expires"],
        [{ expires: "2027-06-01T00:00:00Z" }, "task.plainSource.expires"],
      ];
      for (const [change, path] of wrong) {
        expect(problemsOf(without(plain(change))).map((problem) => problem.path)).toEqual([path]);
      }
    });

    it("does not prevent tearing everything down", () => {
      expect(problemsOf(without(undefined), "done")).toEqual([]);
      expect(problemsOf(without(plain({ expires: "2026-01-01T00:00:00Z" })), "done")).toEqual([]);
    });
  });

  it("lets an expired migration be torn down", () => {
    expect(
      problemsOf(
        example((input) => (input.expires = "2026-01-01T00:00:00Z")),
        "done",
      ),
    ).toEqual([]);
  });

  it("accepts a date that YAML has turned into a timestamp", () => {
    const { migration } = parseMigration(
      example((input) => (input.expires = "2026-12-10 08:57:49.202 +0000 UTC")),
      "prepare",
      NOW,
    );
    expect(migration.expires).toBe("2026-12-10T08:57:49.202Z");
  });

  it("says where an example is when nothing is configured", () => {
    expect(problemsOf(undefined)[0]).toMatchObject({ path: "migration", seen: "nothing" });
  });

  it("shows a message without a stack trace", () => {
    expect(() =>
      parseMigration(
        example((input) => (input.source.region = "mars")),
        "prepare",
        NOW,
      ),
    ).toThrow(/^the migration: 1 problem\n {2}- source\.region: "mars"; needed: a region of alicloud/);
  });
});

describe("the phases", () => {
  it("open in prepare, run in migrate, prove in cutover, and keep nothing temporary in done and cancelled", () => {
    expect(planOf("prepare")).toEqual({ openings: true, run: false, cutover: false });
    expect(planOf("migrate")).toEqual({ openings: true, run: true, cutover: false });
    expect(planOf("cutover")).toEqual({ openings: true, run: true, cutover: true });
    expect(planOf("done")).toEqual({ openings: false, run: false, cutover: true });
    expect(planOf("cancelled")).toEqual({ openings: false, run: false, cutover: false });
  });
});
