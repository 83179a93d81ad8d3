import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whyNot } from "../../../../cli/audit/clean";
import { tencentcloud } from "../../../../provider/clouds/tencentcloud";
import type { CloudApi, GuardLook, KnownHere } from "../../../../provider/core/clouds";
import type { Policy } from "../../../../sandbox/tencentcloud/facts/types";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/tencentcloud/stage";

const NAME = "dbferry_shop_0a1b2c";
const EIP = "203.0.113.10/32";

let cloud: Cloud;
let api: CloudApi;
beforeEach(async () => {
  cloud = await Cloud.raise();
  const { secretId: accessKey, secretKey } = CREDENTIALS;
  api = tencentcloud.connect({ region: REGION, accessKey, secretKey, endpoints: cloud.services.endpoints });
});
afterEach(() => cloud.close());

const id = () => cloud.source.instanceId;
const insert = (...policies: Partial<Policy>[]) =>
  cloud.world.tencentcloud.securityGroups.insert(
    cloud.source.securityGroupId,
    "ingress",
    policies.map((one) => ({
      protocol: "tcp",
      port: "3306",
      action: "ACCEPT",
      description: "",
      modifiedAt: 0,
      ...one,
    })),
  );
const policies = () =>
  cloud.world.tencentcloud.securityGroups
    .find(cloud.source.securityGroupId)!
    .policies.ingress.map(({ description, action, cidr, port }) => `${description} ${action} ${cidr} ${port}`);
const known = (more: Partial<KnownHere["named"][number]> = {}): KnownHere => ({
  migration: "shop",
  named: [{ at: { cloud: "tencentcloud", region: REGION }, kind: "instance", id: id(), ...more }],
});

describe("the security group of a TencentDB instance as its list of addresses", () => {
  it("gets ours before a policy that denies everybody, and loses ours alone", async () => {
    insert({ cidr: "0.0.0.0/0", action: "DROP" }, { cidr: "198.51.100.0/24", description: "the office" });
    const foreign = policies();
    await api.allowlists!.change(id(), NAME, "add", ["203.0.113.10", "203.0.113.11"]);
    expect(policies()).toEqual([`${NAME} ACCEPT ${EIP} 3306`, `${NAME} ACCEPT 203.0.113.11/32 3306`, ...foreign]);
    expect(await api.allowlists!.groups(id())).toContainEqual({
      name: NAME,
      entries: [EIP, "203.0.113.11/32"],
      attribute: "",
    });
    await api.allowlists!.change(id(), NAME, "remove", [EIP]);
    expect(policies()).toEqual([`${NAME} ACCEPT 203.0.113.11/32 3306`, ...foreign]);
  });

  it("does not take a policy that somebody has changed for the way in", async () => {
    insert({ cidr: EIP, description: NAME, port: "ALL" }, { cidr: EIP, description: NAME, action: "DROP" });
    const [group] = await api.allowlists!.groups(id());
    expect(group?.entries).toEqual([`ACCEPT tcp ${EIP} ALL`, `DROP tcp ${EIP} 3306`]);
    await api.allowlists!.change(id(), NAME, "remove", [EIP]);
    expect(policies()).toHaveLength(2);
  });
});

describe("a policy that somebody else has for the same address and port", () => {
  it("is named before the cloud refuses the same one again, and nothing is added", async () => {
    insert({ cidr: EIP, description: "the office" });
    const before = policies();
    const attempt = api.allowlists!.change(id(), NAME, "add", ["203.0.113.11", "203.0.113.10"]);
    await expect(attempt).rejects.toThrow(
      /already lets in 203\.0\.113\.10\/32 \(described as 'the office'\) on port 3306/,
    );
    await expect(attempt).rejects.toThrow(/leave that address out of operator\.addresses/);
    expect(policies()).toEqual(before);
  });

  it("is shown where it has no description at all", async () => {
    insert({ cidr: EIP });
    expect(await api.allowlists!.groups(id())).toContainEqual({ name: "", entries: [EIP], attribute: "" });
  });
});

describe("the openings in Tencent Cloud", () => {
  it("are the policies with our names that admit somebody, whatever has become of them", async () => {
    insert(
      { cidr: EIP, description: NAME },
      { cidr: "203.0.113.0/24", description: NAME, port: "ALL", protocol: "all" },
      { cidr: "203.0.113.12/32", description: NAME, action: "DROP" },
      { cidr: "203.0.113.13/32", description: "the office" },
    );
    const { found, unread } = await api.openings!(known());
    expect(unread).toEqual([]);
    expect(found).toEqual([
      expect.objectContaining({
        kind: "allowlistGroup",
        id: `${id()}/${NAME}`,
        migration: "shop",
        addresses: [EIP, "203.0.113.0/24"],
        port: "3306,ALL",
        where: `security group ${cloud.source.securityGroupId}, policies ${NAME}`,
      }),
    ]);
    // An audit of everybody's knows no instance.
    expect((await api.openings!()).found).toMatchObject([{ id: `${cloud.source.securityGroupId}/${NAME}` }]);
    await api.close!(found[0]!);
    expect(policies()).toEqual([`${NAME} DROP 203.0.113.12/32 3306`, "the office ACCEPT 203.0.113.13/32 3306"]);
    expect((await api.openings!(known())).found).toEqual([]);
  });

  it("are under an adopted name what the state says that dbferry has added", async () => {
    insert({ cidr: EIP, description: "office" }, { cidr: "203.0.113.13/32", description: "office" });
    const adopted = known({ kind: "allowlistGroup", id: `${id()}/office`, entries: [EIP] });
    expect((await api.openings!(adopted)).found).toMatchObject([{ id: `${id()}/office`, addresses: [EIP] }]);
    expect((await api.openings!(known())).found).toEqual([]);
  });

  it("are, under an adopted name, not what others have under it for another port or another server", async () => {
    const { securityGroups } = cloud.world.tencentcloud;
    insert({ cidr: EIP, description: "office" }, { cidr: EIP, description: "office", port: "22" });
    const other = securityGroups.add({ region: REGION, name: "sg-web" });
    const policy = { protocol: "tcp", port: "3306", action: "ACCEPT" as const, modifiedAt: 0 };
    securityGroups.insert(other.id, "ingress", [{ ...policy, cidr: EIP, description: "office" }]);
    const { found } = await api.openings!(known({ kind: "allowlistGroup", id: `${id()}/office`, entries: [EIP] }));
    expect(found).toMatchObject([{ id: `${id()}/office`, addresses: [EIP], port: "3306" }]);
    await api.close!(found[0]!);
    expect(policies()).toEqual([`office ACCEPT ${EIP} 22`]);
    expect(securityGroups.find(other.id)!.policies.ingress).toHaveLength(1);
  });

  it.each([
    ["port", { port: "ALL" }],
    ["block", { cidr: "203.0.113.0/24" }],
  ])("are not proven where a policy with an adopted name may be ours with a wider %s", async (_, wider) => {
    insert({ cidr: EIP, description: "office", ...wider });
    const read = await api.openings!(known({ kind: "allowlistGroup", id: `${id()}/office`, entries: [EIP] }));
    expect(read.found).toEqual([]);
    expect(read.unread).toEqual([expect.stringMatching(/has policies 'office' for .* nothing shows whose they are/)]);
  });

  it("are not proven where what the state says that dbferry has added is there with another description", async () => {
    insert({ cidr: EIP, description: "web" }, { cidr: EIP, description: "web", port: "22" });
    const read = await api.openings!(known({ kind: "allowlistGroup", id: `${id()}/${NAME}`, entries: [EIP] }));
    expect(read.found).toEqual([]);
    expect(read.unread).toEqual([
      expect.stringMatching(
        /lets in 203\.0\.113\.10\/32 \(described as 'web'\), which dbferry has let in as 'dbferry_shop/,
      ),
    ]);
    expect((await api.openings!(known())).unread).toEqual([]);
  });

  it("are closed in the group where they were seen, and only there", async () => {
    const { securityGroups } = cloud.world.tencentcloud;
    insert({ cidr: EIP, description: NAME });
    const other = securityGroups.add({ region: REGION, name: "sg-other" });
    const policy = { protocol: "tcp", port: "3306", action: "ACCEPT" as const, modifiedAt: 0 };
    securityGroups.insert(other.id, "ingress", [{ ...policy, cidr: EIP, description: NAME }]);
    const { found } = await api.openings!(known());
    expect(found.map(({ group }) => group).sort()).toEqual([cloud.source.securityGroupId, other.id].sort());
    await api.close!(found.find(({ group }) => group === other.id)!);
    expect(securityGroups.find(other.id)!.policies.ingress).toEqual([]);
    expect(policies()).toHaveLength(1);
  });

  it("are on more groups than one page holds, and those of an instance that is gone do not hide them", async () => {
    const { securityGroups, cdb } = cloud.world.tencentcloud;
    for (let count = 0; count < 120; count += 1) securityGroups.add({ region: REGION, name: `sg-${count}` });
    const last = securityGroups.list(REGION).at(-1)!;
    const policy = { protocol: "tcp", port: "3306", action: "ACCEPT" as const, modifiedAt: 0 };
    securityGroups.insert(last.id, "ingress", [{ ...policy, cidr: EIP, description: NAME }]);
    expect(cdb.find("cdb-gone0000")).toBeUndefined();
    const read = await api.openings!(known({ id: "cdb-gone0000" }));
    expect(read).toMatchObject({ found: [{ id: `cdb-gone0000/${NAME}` }] });
  });

  it("are not proven where the account does not know the instance: it may be another account", async () => {
    const read = await api.openings!(known({ id: "cdb-gone0000" }));
    expect(read.found).toEqual([]);
    expect(read.unread).toEqual([expect.stringMatching(/cdb-gone0000.*credentials of another account/)]);
  });

  it("of an instance that is gone are removed as its message says: without the order to end a task, nothing is, because none can be ruled out", async () => {
    insert({ cidr: EIP, description: NAME });
    await expect(api.allowlists!.groups("cdb-gone0000")).rejects.toThrow(
      /If the instance was deleted: dbferry audit --clean --end-live-task removes the migration's policies/,
    );
    const listed = known({ kind: "allowlistGroup", id: `cdb-gone0000/${NAME}`, entries: [EIP] });
    const { found, unread } = await api.openings!(listed);
    const tasksUnseen = unread.map((reason) => ({ where: "Tencent Cloud", reason }));
    const refused = await whyNot({ findings: [], takenOver: [], config: {}, tasksUnseen } as never);
    expect(refused).toEqual([expect.stringContaining("an undetected task may exist")]);
    for (const one of found) await api.close!(one);
    expect(policies()).toEqual([]);
  });

  it("are not proven where the groups may not be read", async () => {
    const { endpoints } = cloud.services;
    const denied = tencentcloud.connect({ region: REGION, accessKey: "AKIDother", secretKey: "other", endpoints });
    await expect(denied.openings!(known())).rejects.toThrow(/Tencent VPC, listing security groups: AuthFailure/);
  });
});

describe("what keeps a caller out of a public endpoint", () => {
  const guard = (from = "203.0.113.10", path: GuardLook["path"] = "public") =>
    api.guard!({
      login: { instanceId: id(), host: "x", port: 23456, user: "", password: "" } as never,
      side: "source",
      path,
      from,
      debug: () => {},
    });

  it("is the first policy that fits, at the instance's own port", async () => {
    expect(await guard()).toMatchObject({ certain: true, reads: "securityGroup" });
    insert({ cidr: "203.0.113.0/24", port: "23456" });
    expect(await guard()).toMatchObject({ certain: true });
    insert({ cidr: "203.0.113.0/24", port: "3300-3310" }, { cidr: "0.0.0.0/0", action: "DROP" });
    expect(await guard()).toMatchObject({ admits: true, certain: false });
    expect(await guard("198.51.100.1")).toMatchObject({ certain: true });
  });

  it("is not known where the cloud does not know the instance, or has no keys, and what it answered is passed on", async () => {
    const look = async (at: CloudApi, instanceId: string) => {
      const told: string[] = [];
      const login = { instanceId, host: "x", port: 3306, user: "", password: "" };
      const seen = await at.guard!({
        login: login as never,
        side: "source",
        path: "public",
        from: "203.0.113.10",
        debug: (why) => told.push(why),
      });
      expect(seen).toMatchObject({ certain: false });
      return told;
    };
    expect(await look(api, "cdb-gone0000")).toEqual([
      expect.stringMatching(/^could not read it: .*cdb-gone0000: there is no such instance in ap-/),
    ]);
    const { endpoints } = cloud.services;
    const [other, none] = [
      tencentcloud.connect({ region: REGION, accessKey: "AKIDother", secretKey: "other", endpoints }),
      tencentcloud.connect({ region: REGION, endpoints }),
    ];
    expect(await look(other, id())).toEqual([expect.stringMatching(/could not read it: .*AuthFailure/)]);
    expect(await look(none, id())).toEqual([expect.stringMatching(/could not read it: .*TENCENTCLOUD_SECRET_ID/s)]);
  });

  it("says nothing of the service of its own cloud, which comes past the groups", async () => {
    const seen = await guard("9.145.1.1", "vpc");
    expect(seen).toMatchObject({ certain: false, cause: expect.not.stringContaining("security group") });
    expect(seen.admits).toBeUndefined();
  });

  it("is not certain where a group of callers is named first", async () => {
    insert({ groupId: cloud.target.securityGroupId, action: "DROP" }, { cidr: EIP });
    const seen = await guard();
    expect(seen).toMatchObject({ certain: false });
    expect(seen.admits).toBeUndefined();
  });
});
