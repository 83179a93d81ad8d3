import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "../../../model/problems";
import type { Values } from "../../../plugin/values";
import { Handlers } from "../../../provider/rpc/handlers";
import { FakeLog } from "../support/fake";
import { MIGRATION, ProviderStage, SHOP } from "../support/stage";

interface Answer {
  problems: Problem[];
  notLookedAt: string[];
}

/** Everything that can be checked before the first resource, against the sandbox's clouds and real servers. */
describe("looking ahead before an update", () => {
  let stage: ProviderStage;
  beforeAll(async () => {
    stage = await ProviderStage.raise();
    await stage.sql("source", ...SHOP);
  });
  afterAll(() => stage?.sandbox.stop());
  beforeEach(async () => {
    const { world, source, target } = stage.sandbox;
    Object.assign(world.alicloud.rds.get(source.instanceId), { status: "Running", region: source.region });
    Object.assign(world.huaweicloud.rds.get(target.instanceId), { status: "ACTIVE", volumeGb: 100 });
    for (const key of ["lockMode", "readOnlyOf"] as const) delete world.alicloud.rds.get(source.instanceId)[key];
    Object.assign(world.alicloud.rds.get(source.instanceId), { engineVersion: "5.6" });
    Object.assign(world.huaweicloud.rds.get(target.instanceId), { engineVersion: "5.6" });
    delete world.huaweicloud.rds.get(target.instanceId).replicaOf;
    Object.assign(world.huaweicloud.quotas, { publicIp: 200, tasks: 9999 });
    await stage.clear();
  });

  function question(change: { source?: Values; target?: Values; logins?: Values[] } & Values = {}): Values {
    const { source: _, target: __, logins, ...rest } = change;
    const { instanceId, region, vpcId, subnetId, securityGroupId, privateIp } = stage.sandbox.target;
    const at = { cloud: "huaweicloud", region };
    return {
      migration: MIGRATION,
      engine: "drs",
      starting: true,
      databases: ["shop"],
      instances: [
        {
          side: "source",
          cloud: "alicloud",
          region: stage.sandbox.source.region,
          instanceId: stage.sandbox.source.instanceId,
          makesEndpoint: true,
          ...change.source,
        },
        {
          side: "target",
          ...at,
          instanceId,
          vpcId,
          subnetId,
          securityGroupId,
          privateIp,
          port: 3306,
          ...change.target,
        },
      ],
      quotas: [
        { kind: "eip", ...at },
        { kind: "task", ...at },
      ],
      logins: logins ?? [
        { side: "source", ...stage.admin("source") },
        { side: "target", ...stage.admin("target") },
      ],
      ...rest,
    };
  }

  const ask = async (change = {}, handlers = stage.handlers) =>
    (await handlers.invoke("dbferry:index:lookAhead", question(change))) as unknown as Answer;
  const dump = () => {
    const { journal, huaweiRds, ...facts } = stage.sandbox.world.dump() as Record<string, unknown>;
    return JSON.stringify([journal, facts]);
  };
  const source = () => stage.sandbox.world.alicloud.rds.get(stage.sandbox.source.instanceId);
  it("asks the cloud whether the networks that the migration connects can be, and takes what the state has for its own", async () => {
    const { peerings, vpcs } = stage.sandbox.world.huaweicloud;
    const { region, vpcId, subnetId, privateIp } = stage.sandbox.target;
    const { id: far } = vpcs.add({ region, name: "far", cidr: "172.16.0.0/16" });
    const connection = {
      ...{ cloud: "huaweicloud", region, sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.0.0/16" },
      source: { vpcId: far, subnetId: "subnet-far", privateIp: "172.16.10.10" },
      target: { vpcId, subnetId, privateIp },
    };
    const pathsOf = async (more: object = {}) =>
      (await ask({ connections: [{ ...connection, ...more }] })).problems.map(({ path, seen }) => `${path}: ${seen}`);
    expect(await pathsOf()).toEqual([]);
    const { id } = peerings.add({ name: "theirs", vpcId, peerVpcId: far });
    expect(await pathsOf()).toEqual([expect.stringMatching(`^peering: the peering ${id} .* exists`)]);
    expect(await pathsOf({ id })).toEqual([]);
    expect(await pathsOf({ made: [id] })).toEqual([]);
    expect(await pathsOf({ made: [id], id })).toEqual([expect.stringMatching(/^peering\.id: .*has made/)]);
    peerings.remove(id);
  });

  const target = () => stage.sandbox.world.huaweicloud.rds.get(stage.sandbox.target.instanceId);
  const login = (side: "source" | "target", change: Values = {}) => ({ side, ...stage.admin(side), ...change });

  it("finds nothing when everything is in order, and changes nothing", async () => {
    const before = dump();
    expect(await ask()).toEqual({ problems: [], notLookedAt: [] });
    expect(dump()).toBe(before);
  });

  it("names all missing tables and all foreign keys that lead out of the selected tables at once", async () => {
    const told = async (tables: Record<string, string[]>, more = {}) =>
      (await ask({ databases: Object.keys(tables), tables, ...more })).problems.map(
        ({ path, seen }) => `${path}: ${seen}`,
      );
    expect(await told({ shop: ["customer", "purchase"] })).toEqual([]);
    const key = /without shop\.\w+: the foreign key \S+ of shop\.purchase leads to shop\.customer/;
    for (const own of ["customer", "purchase"]) {
      const [first, ...rest] = await told({ shop: [own] });
      expect(first).toMatch(new RegExp(`^source\\.tables\\.shop: "${own}" ${key.source}`));
      expect(rest).toEqual([]);
      expect(await told({ shop: [own] }, { exemptions: ["C50"] })).toEqual([]);
    }
    expect(await told({ shop: ["Purchase", "purchase"], crm: ["lead"] })).toEqual([
      expect.stringMatching(/^source\.tables\.shop: "Purchase", which dba cannot see/),
      expect.stringMatching(/^source\.tables\.shop: "purchase" without shop\.customer/),
      expect.stringMatching(/^source\.databases: "crm"/),
    ]);
  });

  it("refuses a hot migration between unsupported versions, and one to a target that is not empty", async () => {
    const told = async (more = {}) =>
      (await ask({ engine: "tencent-dts", profile: "hot-migration", ...more })).problems.map(
        ({ path, seen }) => `${path}: ${seen}`,
      );
    expect(await told()).toEqual([]);
    Object.assign(source(), { engineVersion: "5.7" });
    Object.assign(target(), { engineVersion: "5.7" });
    await stage.sql("target", "CREATE DATABASE others");
    try {
      expect(await told()).toEqual([
        "target.instanceId: an instance that holds others",
        "target.instanceId: MySQL 5.7, and the source has 5.7",
      ]);
      expect(await told({ exemptions: ["C13", "C57"] })).toEqual([]);
      expect(await told({ profile: undefined })).toEqual([]);
    } finally {
      await stage.sql("target", "DROP DATABASE others");
    }
  });

  const WRONG: [
    what: string,
    arrange: () => Promise<unknown> | unknown,
    change: () => object,
    path: string,
    told: RegExp,
  ][] = [
    [
      "the source's password",
      () => {},
      () => ({ logins: [login("source", { password: "wrong" }), login("target")] }),
      "sourceAdminPassword",
      /access denied for 'dba'@.+; needed: the password of source\.admin\.user \(dba\)/,
    ],
    [
      "the target's password",
      () => {},
      () => ({ logins: [login("source"), login("target", { password: "wrong" })] }),
      "targetAdminPassword",
      /needed: the password of target\.admin\.user \(root\)/,
    ],
    [
      "a server without TLS that is to be verified",
      () => {},
      () => ({ logins: [login("source", { tls: "verify" })] }),
      "source.tls",
      /does not offer it/,
    ],
    [
      "a name to verify where the server has no TLS, by the key that asks for it",
      () => {},
      () => ({ logins: [login("source", { tls: undefined, serverName: "db.example.com" })] }),
      "source.serverName",
      /does not offer it/,
    ],
    [
      "nothing at the address that the migration names",
      () => {},
      () => ({ logins: [login("source", { explicit: true, port: 1 })] }),
      "source.connect",
      /127\.0\.0\.1:1: nothing is listening there .+; needed: an address at which this machine reaches the server; check .+tunnel/,
    ],
    [
      "an account of a cloud whose credentials are not there",
      () => {},
      () => ({ target: { account: "partner" } }),
      "target.account",
      /no HW_PROJECT_ID_PARTNER, HW_ACCESS_KEY_PARTNER, HW_SECRET_KEY_PARTNER; needed: /,
    ],
    [
      "the region of the source",
      () => {},
      () => ({ source: { region: "cn-qingdao" } }),
      "source.region",
      /cn-qingdao; needed: cn-hangzhou, which .+ is in; write source\.region: cn-hangzhou/,
    ],
    [
      "an id of another cloud",
      () => {},
      () => ({ source: { instanceId: "cdb-abcdefgh" } }),
      "source.instanceId",
      /looks like the id of a TencentDB for MySQL instance/,
    ],
    [
      "an id of another engine",
      () => {},
      () => ({ target: { instanceId: "00000000000000000000000000000000in03" } }),
      "target.instanceId",
      /looks like the id of a Huawei RDS for PostgreSQL instance/,
    ],
    [
      "a read-only instance",
      () => {
        source().readOnlyOf = "rm-primary";
      },
      () => ({}),
      "source.instanceId",
      /a read-only instance of rm-primary; .+write the id rm-primary/,
    ],
    [
      "a read replica as target",
      () => {
        target().replicaOf = "primaryin01";
      },
      () => ({}),
      "target.instanceId",
      /a read replica of primaryin01/,
    ],
    [
      "a source that does not run",
      () => {
        source().status = "Rebooting";
      },
      () => ({}),
      "source.instanceId",
      /whose state is Rebooting; .+ wait until/,
    ],
    [
      "a locked source, in a later phase too",
      () => {
        source().lockMode = "LockByExpiration";
      },
      () => ({ starting: false }),
      "source.instanceId",
      /locked because it has expired/,
    ],
    [
      "a target that is being backed up",
      () => {
        target().status = "BACKING UP";
      },
      () => ({}),
      "target.instanceId",
      /whose state is BACKING UP; .+ wait until/,
    ],
    [
      "a frozen target, in a later phase too",
      () => {
        target().status = "FROZEN";
      },
      () => ({ starting: false }),
      "target.instanceId",
      /whose state is FROZEN; .+ restore .+ in the console/,
    ],
    [
      "an endpoint that exists already",
      () => stage.sandbox.world.alicloud.rds.allocatePublicEndpoint(stage.sandbox.source.instanceId, "shop-public"),
      () => ({}),
      "source.endpoint",
      /nothing, but .+ has the public endpoint shop-public\.mysql\.rds\.aliyuncs\.com:3306; .+write source\.endpoint: \{ host: shop-public/,
    ],
    [
      "an endpoint of another migration",
      () =>
        stage.sandbox.world.alicloud.rds.allocatePublicEndpoint(
          stage.sandbox.source.instanceId,
          "dbferry-other-012345",
        ),
      () => ({}),
      "source.endpoint",
      /created by the migration 'other': end that migration first/,
    ],
    [
      "an endpoint that is named and not there",
      () => {},
      () => ({ source: { endpoint: { host: "gone.example.org", port: 3306 }, makesEndpoint: false } }),
      "source.endpoint",
      /has no public endpoint; .+ remove source\.endpoint/,
    ],
    [
      "a target older than the source",
      () => {
        source().engineVersion = "8.0";
        target().engineVersion = "5.7";
      },
      () => ({}),
      "target.instanceId",
      /MySQL 5\.7, older than the source's 8\.0/,
    ],
    [
      "a version that the engine does not read",
      () => {
        source().engineVersion = "5.1";
      },
      () => ({}),
      "source.instanceId",
      /MySQL 5\.1; needed: one that drs reads from: 5\.5/,
    ],
    [
      "a quota of EIPs that is used up",
      () => {
        stage.sandbox.world.huaweicloud.quotas.publicIp = 0;
      },
      () => ({}),
      "huaweicloud, quota of EIPs",
      /0 of 0 in cn-north-4; needed: room for one more; release one/,
    ],
    [
      "a quota of tasks that is used up",
      () => {
        stage.sandbox.world.huaweicloud.quotas.tasks = 0;
      },
      () => ({}),
      "huaweicloud, quota of tasks",
      /0 of 0 in cn-north-4/,
    ],
    [
      "a target without room",
      () => {
        target().volumeGb = 0;
      },
      () => ({}),
      "target.instanceId",
      /a volume of 0 GB; needed: more than the \d+ GB/,
    ],
    [
      "a database that is not there",
      () => {},
      () => ({ databases: ["shop", "shpo"] }),
      "source.databases",
      /"shpo", which dba cannot see/,
    ],
  ];

  it.each(WRONG)("finds %s", async (_, arrange, change, path, told) => {
    await arrange();
    const before = dump();
    const { problems } = await ask(change());
    expect(problems.map((one) => one.path)).toEqual([path]);
    const [{ seen, needed, fix }] = problems as [Problem];
    expect(`${seen}; needed: ${needed}; ${fix}`).toMatch(told);
    expect(fix ?? "").not.toBe("");
    expect(dump()).toBe(before);
  });

  it("reports all problems at once", async () => {
    source().status = "Rebooting";
    Object.assign(stage.sandbox.world.huaweicloud.quotas, { publicIp: 0, tasks: 0 });
    const { problems } = await ask({
      logins: [login("source", { password: "wrong" }), login("target", { password: "wrong" })],
      target: { vpcId: "other" },
    });
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "huaweicloud, quota of EIPs",
      "huaweicloud, quota of tasks",
      "source.instanceId",
      "sourceAdminPassword",
      "target.vpcId",
      "targetAdminPassword",
    ]);
  });

  it("accepts what exists already", async () => {
    stage.vendorsPart();
    stage.sandbox.world.huaweicloud.quotas.publicIp = 1;
    target().status = "BACKING UP";
    expect(await ask({ starting: false })).toEqual({ problems: [], notLookedAt: [] });
  });

  it("needs room in the security group for a rule for each block that the task will connect from", async () => {
    const { region, instanceId } = stage.sandbox.target;
    const at = { kind: "securityGroupRule", cloud: "huaweicloud", region, instanceId };
    expect(await ask({ quotas: [{ ...at, count: 40 }] })).toEqual({ problems: [], notLookedAt: [] });
    expect((await ask({ quotas: [{ ...at, count: 6000 }] })).problems).toMatchObject([
      { path: "huaweicloud, quota of security group rules", needed: "room for 6000 more" },
    ]);
    expect(await ask({ quotas: [{ ...at, count: 6000, made: true }] })).toEqual({ problems: [], notLookedAt: [] });
    expect(await ask({ quotas: [{ ...at, count: 6000 }], removing: true })).toEqual({ problems: [], notLookedAt: [] });
  });

  it("needs no room for a task that exists already", async () => {
    stage.sandbox.world.huaweicloud.quotas.tasks = 0;
    const at = { kind: "task", cloud: "huaweicloud", region: stage.sandbox.target.region };
    expect((await ask({ quotas: [at] })).problems).toHaveLength(1);
    expect(await ask({ quotas: [{ ...at, made: true }] })).toEqual({ problems: [], notLookedAt: [] });
  });

  it("treats a server that it cannot reach as neither wrong nor right", async () => {
    // A server that the migration names may be behind a tunnel that a preview-only machine does not have.
    for (const more of [{}, { preview: true, explicit: true }]) {
      const { preview = false, explicit = false } = more as { preview?: boolean; explicit?: boolean };
      const { problems, notLookedAt } = await ask({
        preview,
        logins: [login("source", { port: 1, explicit }), login("target")],
      });
      expect(problems).toEqual([]);
      expect(notLookedAt).toEqual([expect.stringMatching(/^the login to the source from here: 127\.0\.0\.1:1: /)]);
    }
  });

  describe("of a server whose version no cloud tells", () => {
    const sourceOnly = () => (question()["instances"] as Values[]).slice(0, 1);
    const targetOnly = () => (question()["instances"] as Values[]).slice(1);

    it("judges the version that the server itself tells", async () => {
      Object.assign(source(), { engineVersion: "8.0" });
      // The real server of this test is older than that.
      const { problems, notLookedAt } = await ask({ instances: sourceOnly() });
      expect(notLookedAt).toEqual([]);
      expect(problems).toEqual([
        {
          path: "target.host",
          seen: "MySQL 5.6, older than the source's 8.0",
          needed: "MySQL 8.0 or newer",
          fix: "choose a target that is not older than the source; if the vendor supports it all the same, exempt check C13",
        },
      ]);
    });

    it("says that it is not known whether the service supports it", async () => {
      const { problems, notLookedAt } = await ask({ instances: targetOnly(), logins: [] });
      expect(problems).toEqual([]);
      expect(notLookedAt).toEqual([
        expect.stringMatching(
          /^whether Huawei DRS supports the version of the source: it could not be read; needed: 5\.5, 5\.6, 5\.7, 8\.0 \(.+, read on 20.+\); check C13 reads it$/,
        ),
      ]);
      expect(await ask({ instances: targetOnly(), logins: [], exemptions: ["C13"] })).toMatchObject({
        notLookedAt: [],
      });
    });

    it("says so of the pairs of a profile", async () => {
      const more = { engine: "tencent-dts", profile: "hot-migration", instances: targetOnly(), quotas: [], logins: [] };
      expect((await ask(more)).notLookedAt).toEqual([
        expect.stringMatching(/^whether the versions of both servers are a pair of hot-migration: /),
      ]);
    });
  });

  describe("looking ahead before everything is removed", () => {
    const removal = (change: object = {}) => ({ removing: true, starting: false, logins: [], ...change });

    it("checks only whether the clouds answer, not their settings", async () => {
      Object.assign(stage.sandbox.world.huaweicloud.quotas, { publicIp: 0, tasks: 0 });
      target().status = "FAILED";
      expect(await ask(removal({ source: { instanceId: "rm-gone" } }))).toEqual({ problems: [], notLookedAt: [] });
    });

    it.each(["vpc", "drs", "rds"] as const)("reports a cloud that does not: %s", async (service) => {
      const { problems } = await ask(removal(), elsewhere(service));
      expect(problems).toMatchObject([{ path: "huaweicloud", seen: expect.stringMatching(/127\.0\.0\.1:1/) }]);
    });
  });

  it("counts an endpoint that does not answer as wrong, even if only an optional call goes there", async () => {
    const { problems } = await ask({}, elsewhere("vpc"));
    expect(problems).toMatchObject([{ path: "huaweicloud", seen: expect.stringMatching(/127\.0\.0\.1:1/) }]);
    const preview = await ask({ preview: true }, elsewhere("vpc"));
    expect(preview.problems).toEqual([]);
    expect(preview.notLookedAt.join()).toMatch(/the quota of EIPs in cn-north-4: .+127\.0\.0\.1:1/);
  });

  /** With another endpoint of Huawei Cloud, at which nobody answers. */
  function elsewhere(service: "vpc" | "drs" | "rds"): Handlers {
    const { huaweicloud, ...rest } = stage.config;
    const handlers = new Handlers(new FakeLog());
    const endpoints = { ...huaweicloud!.endpoints, [service]: "http://127.0.0.1:1" };
    handlers.configure({ ...rest, huaweicloud: { ...huaweicloud, endpoints } } as unknown as Values);
    return handlers;
  }

  describe("looking ahead for what is to be adopted", () => {
    const rule = (change: Values = {}) => ({
      key: "targetRule",
      kind: "securityGroupRule",
      cloud: "huaweicloud",
      region: stage.sandbox.target.region,
      securityGroupId: stage.sandbox.target.securityGroupId,
      port: 3306,
      description: "ours",
      task: "dbferry-shop",
      ...change,
    });

    it("accepts a rule that admits the task, whoever's mark it bears", async () => {
      const { id: eip, address } = stage.vendorsPart().eip;
      const task = await stage.task({ id: eip, address }, "db.example.com");
      const own = { ...rule(), key: "task", kind: "task", id: task.id };
      const close = stage.openTarget(stage.out(task, "privateIp"));
      const found = stage.sandbox.world.huaweicloud.securityGroups.rules().at(-1)!;
      const adopted = [own, rule({ id: found.id }), { ...rule(), key: "eip", kind: "eip", id: eip }];
      expect(await ask({ starting: false, adopted })).toEqual({ problems: [], notLookedAt: [] });
      found.ports = "22";
      const { problems } = await ask({ starting: false, adopted: [own, rule({ id: found.id })] });
      expect(problems.map(({ path, seen }) => `${path}: ${seen}`).sort()).toEqual([
        expect.stringMatching(/^adopt\.eip: nothing, and the task \S+ has the EIP /),
        expect.stringMatching(/^adopt\.targetRule: \S+, which is ingress allow tcp \S+\/32 22$/),
      ]);
      close();
      expect((await ask({ starting: false, adopted: [rule({ id: found.id })] })).problems).toMatchObject([
        { path: "adopt.targetRule", seen: expect.stringMatching(/which is not in Huawei Cloud/) },
      ]);
      await stage.delete(task);
    });
  });

  describe("looking ahead without credentials", () => {
    const without = (cloud: "alicloud" | "huaweicloud", change: object) => {
      const { [cloud]: section, ...rest } = stage.config;
      const handlers = new Handlers(new FakeLog());
      handlers.configure({ ...rest, [cloud]: { ...section, ...change } } as unknown as Values);
      return handlers;
    };

    it("says in a preview what was not checked, and logs in nowhere", async () => {
      const handlers = without("huaweicloud", { accessKey: undefined, secretKey: undefined });
      const logins = [login("source", { password: "wrong" })];
      const { problems, notLookedAt } = await ask({ preview: true, logins }, handlers);
      expect(problems).toEqual([]);
      expect(notLookedAt.join("\n")).toMatch(/target\.instanceId .+: no credentials \(HW_ACCESS_KEY, HW_SECRET_KEY\)/);
      expect(notLookedAt.join("\n")).toMatch(/the quota of tasks in cn-north-4: no credentials/);
      expect(notLookedAt.join("\n")).toMatch(/the login to the source: /);
    });

    it("refuses an update, and names the variables", async () => {
      const { problems } = await ask({}, without("huaweicloud", { accessKey: undefined, secretKey: undefined }));
      expect(problems).toMatchObject([{ path: "huaweicloud", seen: "no HW_ACCESS_KEY, HW_SECRET_KEY" }]);
    });

    it.each([
      ["alicloud", { secretKey: "wrong" }, /SignatureDoesNotMatch/, /ALIBABA_CLOUD_ACCESS_KEY_SECRET/],
      ["huaweicloud", { secretKey: "wrong" }, /APIGW\.0301/, /HW_SECRET_KEY/],
      [
        "huaweicloud",
        { projectId: "0".repeat(32) },
        /not authorized/,
        /HW_PROJECT_ID is not the project of this region/,
      ],
    ] as const)("refuses wrong ones of %s (%o) once, in a preview too", async (cloud, change, seen, fix) => {
      for (const preview of [false, true]) {
        const { problems } = await ask({ preview }, without(cloud, change));
        expect(problems).toEqual([
          {
            path: cloud,
            seen: expect.stringMatching(seen),
            needed: expect.any(String),
            fix: expect.stringMatching(fix),
          },
        ]);
      }
    });
  });
});
