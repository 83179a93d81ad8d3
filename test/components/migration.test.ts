import { Provider } from "@pulumi/huaweicloud";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Migration } from "../../components/migration";
import type { Phase } from "../../model/phase";
import { parseMigration } from "../../model/spec";
import { certificate } from "../support/certificate";
import { NOW, smallestMigration } from "../support/smallestMigration";

/** Programs read the file; the component takes its text. */
const CA = certificate({ name: "source CA", authority: true }).cert;

interface Registered {
  type: string;
  name: string;
  inputs: any;
}

let registered: Registered[] = [];
/** Outputs of the stack's state, by URN. */
let recorded: object = {};

/** Outputs as the vendors would return them. */
function outputs({ type, inputs }: pulumi.runtime.MockResourceArgs): any {
  switch (type) {
    case "alicloud:rds/connection:Connection":
      return { ...inputs, connectionString: `${inputs.connectionPrefix}.mysql.rds.aliyuncs.com` };
    case "huaweicloud:index/vpcEip:VpcEip":
      return { ...inputs, address: "203.0.113.10" };
    case "dbferry:index:ReplicationTask":
      return { ...inputs, taskId: "task-1", privateIp: "192.168.10.77", egressCidrs: ["203.0.113.10/32"] };
    case "dbferry:index:MysqlAccount":
      return { ...inputs, password: "made-here" };
    case "dbferry:index:Cutover":
      return { ...inputs, gtid: "uuid:1-5" };
    default:
      return inputs;
  }
}

async function build(
  phase: Phase,
  change: (spec: any) => void = () => {},
  preview = false,
  providers: () => Record<string, pulumi.ProviderResource> | undefined = () => undefined,
): Promise<any> {
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => (token.endsWith(":readStackResourceOutputs") ? { outputs: recorded } : {}),
      newResource: (args) => {
        registered.push({ type: args.type, name: args.name, inputs: args.inputs });
        return { id: `${args.name}-id`, state: outputs(args) };
      },
    },
    "dbferry",
    "test",
    preview,
  );
  const withText = (spec: any) => {
    spec.source.ca = CA;
    change(spec);
  };
  const { migration } = parseMigration(smallestMigration(withText), phase, NOW);
  const passwords = { source: "source-secret", target: "target-secret" };
  const built = new Migration("shop", { spec: migration, phase, passwords }, { providers: providers() });
  await new Promise((done) => pulumi.all([built.urn, built.egressCidrs, built.taskId, built.gtid]).apply(done));
  // Children that wait for other outputs are registered once the event queue has drained.
  await pulumi.runtime.disconnect();
  return built;
}

const list = () => registered.map(({ type, name }) => `${name} ${type}`).sort();
const of = (type: string) => registered.filter((one) => one.type === type);

beforeEach(() => {
  registered = [];
  recorded = {};
  // The components compare expiries with the current time.
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => void vi.useRealTimers());

const OPENINGS = [
  "shop dbferry:index:Migration",
  "shop-account dbferry:index:MysqlAccount",
  "shop-allowlist dbferry:index:AlicloudTemporaryAllowlist",
  "shop-allowlist dbferry:index:AllowlistEntry",
  "shop-eip dbferry:index:HuaweicloudTaskEip",
  "shop-eip huaweicloud:index/vpcEip:VpcEip",
  "shop-endpoint alicloud:rds/connection:Connection",
  "shop-endpoint dbferry:index:AlicloudPublicEndpoint",
  "shop-record dbferry:index:MigrationRecord",
  "shop-target-access dbferry:index:HuaweicloudTargetAccess",
  "shop-target-access huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
  "shop-task dbferry:index:HuaweicloudDrsTask",
  "shop-task dbferry:index:ReplicationTask",
];

describe("the Migration component registers, by phase,", () => {
  it.each<[Phase, string[]]>([
    ["prepare", OPENINGS],
    ["migrate", [...OPENINGS, "shop-preflight dbferry:index:Preflight", "shop-run dbferry:index:TaskRun"]],
    [
      "cutover",
      [
        ...OPENINGS,
        "shop-cutover dbferry:index:Cutover",
        "shop-preflight dbferry:index:Preflight",
        "shop-run dbferry:index:TaskRun",
      ],
    ],
    [
      "done",
      [
        "shop dbferry:index:Migration",
        "shop-cutover dbferry:index:Cutover",
        "shop-record dbferry:index:MigrationRecord",
      ],
    ],
    ["cancelled", ["shop dbferry:index:Migration", "shop-record dbferry:index:MigrationRecord"]],
  ])("in %s exactly this; another name would replace a running migration", async (phase, names) => {
    await build(phase);
    expect(list()).toEqual([...names].sort());
  });

  it("the same structure in a preview", async () => {
    await build("migrate", undefined, true);
    expect(list()).toHaveLength(OPENINGS.length + 2);
  });
});

describe("the Migration component", () => {
  it.each([
    ["required", /source\.tls: required .*does not authenticate the server/],
    ["off", /source\.tls: off sends .* in the clear/],
    ["verify", undefined],
    [undefined, undefined],
  ])("shows a TLS mode weaker than verify in the plan: %s", async (tls, said) => {
    const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
    await build("prepare", (spec) => Object.assign(spec.source, tls ? { tls } : {}), true);
    const about = warn.mock.calls.map(([text]) => text).filter((text) => text.includes("tls:"));
    warn.mockRestore();
    expect(about).toEqual(said ? [expect.stringMatching(said)] : []);
  });

  it("warns in done of settings that the migration was not carried out with", async () => {
    const outputs = { phase: "done", taskId: "job-1", fixed: { "target.instanceId": '"another"' } };
    recorded = {
      "urn:pulumi:test::dbferry::dbferry:index:Migration::shop": { type: "dbferry:index:Migration", outputs: {} },
      "urn:pulumi:test::dbferry::x::shop-record": { type: "dbferry:index:MigrationRecord", outputs },
    };
    const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
    await build("done");
    const said = warn.mock.calls.map(([text]) => text);
    warn.mockRestore();
    expect(said).toEqual([expect.stringMatching(/- target\.instanceId: .+, but it was carried out with "another"/)]);
  });

  it("opens the source to the task's address and nothing else", async () => {
    await build("prepare");
    expect(of("dbferry:index:AllowlistEntry")[0]?.inputs).toMatchObject({
      group: "dbferry_shop",
      cidrs: ["203.0.113.10/32"],
    });
    expect(of("dbferry:index:MysqlAccount")[0]?.inputs.hosts).toEqual(["203.0.113.10"]);
  });

  it("opens the target's port to the task's private address and nothing else", async () => {
    await build("prepare");
    expect(of("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule")[0]?.inputs).toMatchObject({
      securityGroupId: "sg-1",
      direction: "ingress",
      protocol: "tcp",
      ports: "3306",
      remoteIpPrefix: "192.168.10.77/32",
    });
  });

  it("opens both servers of a VPC to the task's private address, by one rule where they share a group, and makes no EIP", async () => {
    const inVpc = (group: string) =>
      build("prepare", (spec) => {
        const { databases, ca } = spec.source;
        spec.path = "vpc";
        spec.source = { ...spec.target, instanceId: "1a2b3c", securityGroupId: group, privateIp: "192.168.10.4" };
        Object.assign(spec.source, { databases, ca });
      });
    const rules = () =>
      of("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule").map(({ name, inputs }) => [
        name,
        inputs.securityGroupId,
        inputs.remoteIpPrefix,
        inputs.ports,
      ]);
    await inVpc("sg-2");
    expect(rules().sort()).toEqual([
      ["shop-source-access", "sg-2", "203.0.113.10/32", "3306"],
      ["shop-target-access", "sg-1", "192.168.10.77/32", "3306"],
    ]);
    expect(of("huaweicloud:index/vpcEip:VpcEip")).toEqual([]);
    expect(of("alicloud:rds/connection:Connection")).toEqual([]);
    registered = [];
    await inVpc("sg-1");
    expect(rules()).toEqual([["shop-source-access", "sg-1", "203.0.113.10/32", "3306"]]);
  });

  it("connects two VPCs by a peering with a route each way, which the task waits for, and makes no EIP", async () => {
    const peered = (more: object = {}) =>
      build("migrate", (spec) => {
        const { databases } = spec.source;
        Object.assign(spec, {
          path: "peering",
          peering: { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24", ...more },
          source: { ...spec.target, instanceId: "1a2b3c", vpcId: "vpc-2", privateIp: "172.16.10.10", databases },
        });
      });
    const routes = () =>
      of("huaweicloud:index/vpcRoute:VpcRoute").map(({ inputs: { vpcId, destination, type, nexthop } }) =>
        [vpcId, destination, type, nexthop].join(" "),
      );
    await peered();
    const [made] = of("huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection");
    expect(made?.inputs).toMatchObject({ region: "cn-north-4", vpcId: "vpc-1", peerVpcId: "vpc-2" });
    expect(routes()).toEqual([
      "vpc-1 172.16.10.0/24 peering shop-peering-id",
      "vpc-2 192.168.10.0/24 peering shop-peering-id",
    ]);
    const { needs } = of("dbferry:index:MigrationRecord")[0]!.inputs;
    expect(needs.map(({ kind, address, through }: any) => [kind, address, through])).toEqual(
      expect.arrayContaining([
        ["peering", "vpc-2", undefined],
        ["route", "172.16.10.0/24", "shop-peering-id"],
        ["route", "192.168.10.0/24", "shop-peering-id"],
      ]),
    );
    expect(of("huaweicloud:index/vpcEip:VpcEip")).toEqual([]);
    registered = [];
    await peered({ id: "theirs" });
    expect(of("huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection")).toEqual([]);
    expect(routes()).toEqual(["vpc-1 172.16.10.0/24 peering theirs", "vpc-2 192.168.10.0/24 peering theirs"]);
  });

  it("opens a source at TencentDB to the task's address and the operator's, and leaves its public endpoint as it is", async () => {
    const endpoint = { host: "gz-cdb-abcdefgh.sql.tencentcdb.com", port: 20001 };
    await build("prepare", (spec) => {
      const { databases, ca } = spec.source;
      spec.source = { ...spec.target, place: "tencentcloud-mysql", region: "ap-guangzhou", instanceId: "cdb-abcdefgh" };
      Object.assign(spec.source, { databases, ca, endpoint });
      spec.operator = { addresses: ["198.51.100.7/32"] };
    });
    expect(of("dbferry:index:AllowlistEntry").map(({ name, inputs }) => [name, inputs])).toEqual([
      [
        "shop-allowlist",
        expect.objectContaining({
          cloud: "tencentcloud",
          region: "ap-guangzhou",
          instanceId: "cdb-abcdefgh",
          group: "dbferry_shop",
          cidrs: ["203.0.113.10/32", "198.51.100.7/32"],
        }),
      ],
    ]);
    expect(of("dbferry:index:ReplicationTask")[0]?.inputs.source).toMatchObject({ cloud: "tencentcloud", ...endpoint });
    expect(registered.filter(({ type }) => type.startsWith("tencentcloud:") || type.startsWith("alicloud:"))).toEqual(
      [],
    );
  });

  it("opens a source at Huawei RDS in another region to the task's EIP and the operator's address, and leaves its own EIP as it is", async () => {
    const endpoint = { host: "203.0.113.9", port: 3306 };
    const providers = () =>
      Object.fromEntries(
        ["cn-north-4", "cn-south-1"].map((region) => [
          `huaweicloud-${region}`,
          new Provider(`huaweicloud-${region}`, { region }),
        ]),
      );
    await build(
      "prepare",
      (spec) => {
        const { databases, ca } = spec.source;
        spec.source = { ...spec.target, region: "cn-south-1", instanceId: "1a2b3c", securityGroupId: "sg-2" };
        Object.assign(spec.source, { databases, ca, endpoint });
        spec.operator = { addresses: ["198.51.100.7/32"] };
      },
      false,
      providers,
    );
    expect(of("dbferry:index:AllowlistEntry").map(({ name, inputs }) => [name, inputs])).toEqual([
      [
        "shop-allowlist",
        expect.objectContaining({
          cloud: "huaweicloud",
          region: "cn-south-1",
          instanceId: "1a2b3c",
          group: "dbferry_shop",
          cidrs: ["203.0.113.10/32", "198.51.100.7/32"],
        }),
      ],
    ]);
    // By its address alone: the VPC is of another region, and another project.
    const { source } = of("dbferry:index:ReplicationTask")[0]!.inputs;
    expect(source).toMatchObject({ cloud: "huaweicloud", region: "cn-south-1", ...endpoint });
    expect(source.vpcId).toBeUndefined();
    const rules = of("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule");
    expect(rules.map(({ name, inputs }) => [name, inputs.region])).toEqual([["shop-target-access", "cn-north-4"]]);
    expect(of("huaweicloud:index/vpcEip:VpcEip").map(({ inputs }) => inputs.region)).toEqual(["cn-north-4"]);
  });

  it("adds the addresses of the machine that runs it, if given", async () => {
    await build("prepare", (spec) => {
      spec.operator = { addresses: ["198.51.100.7"] };
    });
    expect(of("dbferry:index:AllowlistEntry")[0]?.inputs.cidrs).toEqual(["203.0.113.10/32", "198.51.100.7/32"]);
  });

  it("uses an existing public endpoint, and creates none", async () => {
    await build("prepare", (spec) => {
      spec.source.endpoint = { host: "mine.mysql.rds.aliyuncs.com", port: 3307 };
    });
    expect(of("alicloud:rds/connection:Connection")).toEqual([]);
    expect(of("dbferry:index:ReplicationTask")[0]?.inputs.source).toMatchObject({
      host: "mine.mysql.rds.aliyuncs.com",
      port: 3307,
    });
  });

  it("marks everything that a cloud can mark with owner and expiry", async () => {
    await build("prepare");
    const mark = { "migrate-id": "shop", "migrate-expires": "20261210T000000Z", owner: "dba-example-com" };
    expect(of("huaweicloud:index/vpcEip:VpcEip")[0]?.inputs.tags).toEqual(mark);
    expect(of("dbferry:index:ReplicationTask")[0]?.inputs.tags).toEqual(mark);
    const rule = of("huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule")[0];
    expect(rule?.inputs.description).toContain("migrate-id=shop migrate-expires=2026-12-10T00:00:00Z");
  });

  it("creates every regional resource in its region", async () => {
    await build("migrate");
    for (const type of [
      "huaweicloud:index/vpcEip:VpcEip",
      "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
    ]) {
      expect(of(type)[0]?.inputs.region).toBe("cn-north-4");
    }
    expect(of("dbferry:index:AllowlistEntry")[0]?.inputs.region).toBe("cn-hangzhou");
  });

  it("gives region and account of the task and its cutover", async () => {
    await build("cutover", (spec) => (spec.target.account = "partner"));
    const at = { cloud: "huaweicloud", region: "cn-north-4", account: "partner" };
    for (const type of ["Cutover", "MigrationRecord"]) expect(of(`dbferry:index:${type}`)[0]?.inputs.at).toEqual(at);
    expect(of("dbferry:index:ReplicationTask")[0]?.inputs.target).toMatchObject(at);
    expect(of("dbferry:index:TaskRun")[0]?.inputs.target.value).toMatchObject(at);
  });

  describe("asks for the source's name at the cutover", () => {
    const run = (outputs: object) => ({
      "urn:pulumi:test::dbferry::dbferry:index:Migration::shop": { type: "dbferry:index:Migration", outputs: {} },
      "urn:pulumi:test::dbferry::dbferry:index:TaskRun::shop-run": { type: "dbferry:index:TaskRun", outputs },
      "urn:pulumi:test::dbferry::dbferry:index:ReplicationTask::shop-task": {
        type: "dbferry:index:ReplicationTask",
        outputs: { sourceAddress: "203.0.113.20" },
      },
    });
    const asked = () => of("dbferry:index:Cutover")[0]!.inputs.sourceName;

    it("as its run has recorded it, also where the phase cutover is skipped", async () => {
      const sourceName = { name: "db.example.com", address: "203.0.113.20", at: "now", by: [], given: "name" };
      recorded = run({ sourceName });
      await build("done");
      expect(asked()).toEqual(sourceName);
    });

    it.each(["cutover", "done"] as const)(
      "without an address where nothing has recorded it, so that the gate is not absent (%s)",
      async (phase) => {
        recorded = run({});
        await build(phase);
        expect(asked()).toEqual({ name: expect.any(String), at: expect.any(String), by: [], given: "name" });
      },
    );

    it("not at all where the task finds its source by an address", async () => {
      await build("cutover", (spec) => {
        spec.source = { ...spec.source, place: "onprem", host: "203.0.113.20" };
        for (const key of ["region", "instanceId", "endpoint"]) delete spec.source[key];
      });
      expect(asked()).toBeUndefined();
    });

    it("not either where the phase cutover is skipped, and the endpoint in the stack file is an address", async () => {
      recorded = run({});
      const providers = () =>
        Object.fromEntries(
          ["cn-north-4", "cn-south-1"].map((region) => [
            `huaweicloud-${region}`,
            new Provider(`huaweicloud-${region}`, { region }),
          ]),
        );
      const endpoint = { host: "203.0.113.20", port: 3306 };
      const change = (spec: any) => {
        const { databases, ca } = spec.source;
        spec.source = { ...spec.target, region: "cn-south-1", instanceId: "1a2b3c", securityGroupId: "sg-2" };
        Object.assign(spec.source, { databases, ca, endpoint });
      };
      await build("done", change, false, providers);
      expect(asked()).toBeUndefined();
    });

    it("and gives the run the address that its task has recorded, for an update that was killed", async () => {
      recorded = run({});
      await build("migrate");
      expect(of("dbferry:index:TaskRun")[0]!.inputs.sourceAddress).toBe("203.0.113.20");
    });
  });

  it("declares the same cutover in `cutover` and in `done`, so that the record is not created twice", async () => {
    await build("cutover");
    // The way to the task, and to its source, is no part of the record, and `done` has none any more.
    const { taskId, sourceName: _, ...first } = of("dbferry:index:Cutover")[0]!.inputs;
    expect(taskId).toBe("task-1");
    registered = [];
    await build("done");
    const { sourceName: __, ...second } = of("dbferry:index:Cutover")[0]!.inputs;
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });
});
