import { describe, expect, it } from "vitest";
import type { Location } from "../../../model/clouds/location";
import { markFor } from "../../../model/expiry";
import { allowlistGroup } from "../../../model/names";
import type { Named } from "../../../model/openings";
import { closeOpenings, listOpenings } from "../../../provider/audit";
import { type KnownTask, unlistedAmong } from "../../../provider/audit/tasks";
import type { Config } from "../../../provider/registry/config";
import { serveVendor } from "../support/loopbackVendor";

const at: Location = { cloud: "alicloud", region: "cn-hangzhou" };
const ownership = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
const OURS = allowlistGroup("shop", "rm-1", ownership);

type Groups = Record<string, string[]>;
interface Instance {
  groups: Groups;
  /** Hosts of its public endpoints. */
  endpoints?: string[];
  /** The account sees it in no list. */
  unlisted?: true;
  /** Nor may it read it. */
  refused?: [status: number, code: string];
}

/** Alibaba Cloud with these instances, and what was taken off their allowlists. */
async function cloudOf(instances: Record<string, Instance>) {
  const removed: string[] = [];
  const answerOf = (action: string, query: URLSearchParams): [number, object] => {
    if (action === "DescribeSecurityGroups")
      return [200, { SecurityGroups: { SecurityGroup: [] }, TotalCount: 0, RegionId: at.region }];
    if (action === "DescribeDtsJobs") return [200, { Success: true, DtsJobList: [], TotalRecordCount: 0 }];
    if (action === "DescribeDBInstances") {
      const listed = Object.keys(instances).filter((id) => !instances[id]!.unlisted);
      const items = listed.map((DBInstanceId) => ({ DBInstanceId }));
      return [200, { Items: { DBInstance: items }, TotalRecordCount: items.length, PageNumber: 1 }];
    }
    const { groups, endpoints = [], refused = undefined } = instances[query.get("DBInstanceId")!]!;
    if (refused) return [refused[0], { Code: refused[1], Message: "you may not see it", HostId: "rds" }];
    if (action === "DescribeDBInstanceNetInfo") {
      const nets = endpoints.map((ConnectionString) => ({ ConnectionString, IPType: "Public", Port: "3306" }));
      return [200, { DBInstanceNetInfos: { DBInstanceNetInfo: nets } }];
    }
    if (action === "ModifySecurityIps") {
      expect(query.get("ModifyMode")).toBe("Delete");
      removed.push(`${query.get("DBInstanceIPArrayName")}: ${query.get("SecurityIps")}`);
      return [200, {}];
    }
    expect(action).toBe("DescribeDBInstanceIPArrayList");
    const lists = Object.entries(groups).map(([name, entries]) => ({
      DBInstanceIPArrayName: name,
      DBInstanceIPArrayAttribute: "",
      SecurityIPList: entries.join(","),
    }));
    return [200, { Items: { DBInstanceIPArray: lists } }];
  };
  const url = await serveVendor(async (request, response) => {
    for await (const _ of request);
    const { searchParams } = new URL(request.url!, "http://it");
    const action = String(request.headers["x-acs-action"] ?? searchParams.get("Action"));
    const [status, body] = answerOf(action, searchParams);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...body, RequestId: "r-1" }));
  });
  const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key" };
  const config = { alicloud: { ...keys, endpoints: { rds: url, ecs: url, dts: url } } } as Config;
  const audit = (named: Named[], made: string[] = []) =>
    listOpenings(config, [at], { migration: "shop", ownership, named, made });
  return { config, audit, removed };
}

const rm1: Named = { at, kind: "instance", id: "rm-1" };

it("finds what is open on an instance of the migration that no list shows", async () => {
  const { audit } = await cloudOf({ "rm-1": { unlisted: true, groups: { [OURS]: ["1.2.3.4"] } } });
  const { openings, read, unread } = await audit([rm1]);
  expect(openings).toMatchObject([{ id: `rm-1/${OURS}`, addresses: ["1.2.3.4"] }]);
  expect([read, unread]).toEqual([[at], []]);
});

it.each([
  [403, "Forbidden.RAM"],
  [404, "InvalidDBInstanceId.NotFound"],
])("has not read a region with an instance of the migration that it cannot see (%s %s)", async (...refused) => {
  const { audit } = await cloudOf({
    "rm-1": { unlisted: true, groups: {}, refused },
    "rm-2": { groups: { [allowlistGroup("shop", "rm-2", ownership)]: ["1.2.3.4"] } },
  });
  const { openings, read, unread } = await audit([rm1]);
  expect(read).toEqual([]);
  expect(unread).toEqual([{ at, reason: expect.stringMatching(/rm-1.+you may not see it/) }]);
  expect(openings.map(({ id }) => id)).toEqual([expect.stringContaining("rm-2/")]);
});

it("finds what dbferry added to a group with another name, and nothing else in it", async () => {
  const { audit } = await cloudOf({
    "rm-1": { groups: { office: ["10.0.0.1", "1.2.3.4", "127.0.0.1"], other: ["10.9.9.9"] } },
  });
  const group: Named = { at, kind: "allowlistGroup", id: "rm-1/office", entries: ["1.2.3.4/32", "5.6.7.8"] };
  const { openings } = await audit([group], ["rm-1/office"]);
  expect(openings).toMatchObject([{ id: "rm-1/office", addresses: ["1.2.3.4"], migration: "shop" }]);
  expect((await audit([{ ...group, entries: ["5.6.7.8"] }], ["rm-1/office"])).openings).toEqual([]);
});

it("finds an endpoint without dbferry's name where the state says that it is the migration's", async () => {
  const hosts = ["shop-public.mysql.rds.aliyuncs.com", "office.mysql.rds.aliyuncs.com"];
  const { audit } = await cloudOf({ "rm-1": { groups: {}, endpoints: hosts } });
  const endpoint: Named = { at, kind: "publicEndpoint", id: "rm-1/shop-public", isOurs: true };
  const made = ["rm-1:shop-public"];
  expect((await audit([endpoint], made)).openings).toMatchObject([{ id: `rm-1/${hosts[0]}`, migration: "shop" }]);
  const { isOurs: _, ...theirs } = endpoint;
  expect((await audit([theirs], made)).openings).toEqual([]);
});

it("closes only what was shown, although the group has more now", async () => {
  const groups = { [OURS]: ["1.2.3.4"], office: ["10.0.0.1", "5.6.7.8"] };
  const { config, audit, removed } = await cloudOf({ "rm-1": { groups } });
  const group: Named = { at, kind: "allowlistGroup", id: "rm-1/office", entries: ["5.6.7.8"] };
  const { openings } = await audit([group], ["rm-1/office"]);
  groups[OURS]!.push("9.9.9.9");
  expect(await closeOpenings(config, openings)).toEqual([]);
  expect(removed.sort()).toEqual([`${OURS}: 1.2.3.4`, "office: 5.6.7.8"]);
});

describe("a public address and a rule of the stack that Huawei Cloud's lists omit", () => {
  const where: Location = { cloud: "huaweicloud", region: "cn-north-4" };
  const description = markFor("shop", new Date("2030-01-01T00:00:00Z"), ownership);
  const named: Named[] = [
    { at: where, kind: "eip", id: "eip-1" },
    { at: where, kind: "securityGroupRule", id: "rule-1" },
  ];

  async function audit(
    answer: (what: "publicip" | "security_group_rule") => [number, object],
    by: { named?: Named[]; made?: string[] } = {},
  ) {
    const url = await serveVendor(async (request, response) => {
      for await (const _ of request);
      const path = new URL(request.url!, "http://it").pathname;
      const one = /\/(publicip|security-group-rule)s\/(eip|rule)-1$/.exec(path)?.[1]?.replaceAll("-", "_");
      const networks = { peerings: [], routetables: [] };
      const lists = { jobs: [], total_record: 0, publicips: [], total_count: 0, security_group_rules: [], ...networks };
      const [status, body] = one ? answer(one as "publicip") : [200, lists];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
    const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key", projectId: "0a1b" };
    const config = { huaweicloud: { ...keys, endpoints: { drs: url, vpc: url, rds: url, iam: url } } } as Config;
    return listOpenings(config, [where], { migration: "shop", ownership, named, ...by });
  }

  it("are found without a mark or a name where a component manages them", async () => {
    const answer = (what: string): [number, object] => {
      const eip = { id: "eip-1", alias: "office", public_ip_address: "1.2.3.4" };
      return [200, { [what]: what === "publicip" ? eip : { id: "rule-1", security_group_id: "sg-1" } }];
    };
    const made = ["eip-1", "rule-1"];
    const ours = named.map((one) => ({ ...one, isOurs: true as const }));
    const { openings } = await audit(answer, { named: ours, made });
    expect(openings.map(({ id, migration }) => [id, migration])).toEqual([
      ["rule-1", "shop"],
      ["eip-1", "shop"],
    ]);
    expect((await audit(answer, { made })).openings).toEqual([]);
  });

  it("are found by their ids", async () => {
    const eip = { id: "eip-1", alias: null, description, public_ip_address: "1.2.3.4" };
    const rule = { id: "rule-1", security_group_id: "sg-1", direction: "ingress", description };
    const { openings, read } = await audit((what) => [200, { [what]: what === "publicip" ? eip : rule }]);
    expect(openings.map(({ kind, id }) => [kind, id])).toEqual([
      ["securityGroupRule", "rule-1"],
      ["eip", "eip-1"],
    ]);
    expect(read).toEqual([where]);
  });

  it("are closed when they no longer exist", async () => {
    const gone = await audit(() => [404, { error_code: "VPC.0501", error_msg: "could not be found" }]);
    expect(gone).toMatchObject({ openings: [], read: [where], unread: [] });
  });

  it.each<[string, [number, object]]>([
    ["may not be read", [403, { error_code: "VPC.0301", error_msg: "you may not see it" }]],
    ["are not in the response", [200, {}]],
  ])("are not proven to be closed when they %s", async (_, answer) => {
    const { openings, read, unread } = await audit(() => answer);
    expect([openings, read]).toEqual([[], []]);
    expect(unread).toEqual([{ at: where, reason: expect.stringMatching(/rule-1.+eip-1/) }]);
  });
});

describe.each<[string, Named["kind"], string, string]>([
  ["peering", "peering", "peerings", "peering"],
  ["VPN gateway", "vpnGateway", "vpn-gateways", "vpn_gateway"],
  ["VPN customer gateway", "customerGateway", "customer-gateways", "customer_gateway"],
  ["VPN connection", "vpnConnection", "vpn-connection", "vpn_connection"],
])("a %s of the stack that Huawei Cloud's list omits", (what, kind, path, field) => {
  const where: Location = { cloud: "huaweicloud", region: "cn-north-4" };
  async function audit(status: number, body: object) {
    const url = await serveVendor(async (request, response) => {
      for await (const _ of request);
      const isIt = new URL(request.url!, "http://it").pathname.endsWith(`/${path}/part-1`);
      const lists = { jobs: [], total_record: 0, publicips: [], total_count: 0, security_group_rules: [] };
      const networks = { peerings: [], routetables: [], vpn_gateways: [], customer_gateways: [], vpn_connections: [] };
      response.writeHead(isIt ? status : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isIt ? body : { ...lists, ...networks }));
    });
    const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key", projectId: "0a1b" };
    const config = {
      huaweicloud: { ...keys, endpoints: { drs: url, vpc: url, rds: url, iam: url, vpn: url } },
    } as Config;
    const named: Named[] = [{ at: where, kind, id: "part-1", isOurs: true }];
    return listOpenings(config, [where], { migration: "shop", ownership, named, made: ["part-1"] });
  }

  it("is found by its id, and closed only when it no longer exists", async () => {
    const { openings } = await audit(200, { [field]: { id: "part-1", status: "ACTIVE" } });
    expect(openings.map((one) => [one.kind, one.id])).toEqual([[kind, "part-1"]]);
    expect(await audit(404, {})).toMatchObject({ openings: [], read: [where], unread: [] });
  });

  it.each([
    [403, { code: "VPC.0301", message: "you may not see it" }],
    [200, {}],
  ])("is not proven to be closed by the response %i %o", async (status, body) => {
    const { openings, read, unread } = await audit(status, body);
    expect([openings, read]).toEqual([[], []]);
    expect(unread).toEqual([{ at: where, reason: expect.stringContaining(`the ${what} part-1 is not listed`) }]);
  });
});

describe("a task in the state that no list shows", () => {
  async function look(status: number, body: object) {
    const url = await serveVendor(async (request, response) => {
      for await (const _ of request);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
    const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key", projectId: "0a1b" };
    const config = { huaweicloud: { ...keys, endpoints: { drs: url, vpc: url, rds: url, iam: url } } } as Config;
    const target = { cloud: "huaweicloud", region: "cn-north-4" } as const;
    const task: KnownTask = { id: "job-1", engine: "drs", ends: { target } };
    return unlistedAmong(config, [task, task], []);
  }
  const detail = (status: string): [number, object] => [200, { count: 1, results: [{ id: "job-1", status }] }];

  it.each<[string, [number, object], RegExp]>([
    ["moves data", detail("INCRE_TRANSFER_STARTED"), /exists \(INCRE_TRANSFER_STARTED\)/],
    ["is in a state that dbferry does not know", detail("BRAND_NEW"), /exists \(BRAND_NEW\)/],
    ["may not be read", [403, { error_code: "DRS.M00201", error_msg: "you may not see it" }], /you may not see it/],
  ])("is told of once when it %s", async (_, [status, body], reason) => {
    expect(await look(status, body)).toEqual([{ id: "job-1", reason: expect.stringMatching(reason) }]);
  });

  it("is not told of when it has ended", async () => {
    expect(await look(...detail("RELEASE_RESOURCE_COMPLETE"))).toEqual([]);
  });
});
