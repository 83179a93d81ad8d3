import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import {
  CreateSecurityGroupRuleOption,
  CreateSecurityGroupRuleRequest,
  CreateSecurityGroupRuleRequestBody,
  DeleteSecurityGroupRuleRequest,
  ListSecurityGroupRulesRequest,
  ListSecurityGroupsRequest,
  ShowSecurityGroupRequest,
  ShowSecurityGroupRuleRequest,
  VpcClient,
} from "@huaweicloud/huaweicloud-sdk-vpc/v3/public-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, Cloud, CREDENTIALS, PROJECT, refusal } from "./stage";

let cloud: Cloud;
beforeEach(async () => {
  cloud = await Cloud.scripted();
});
afterEach(() => cloud.close());

/** The vendor's own VPC client, unmodified. */
function vpc(): VpcClient {
  const credentials = new BasicCredentials({
    ak: CREDENTIALS.accessKey,
    sk: CREDENTIALS.secretKey,
    projectId: PROJECT,
  });
  return VpcClient.newBuilder()
    .withCredential(credentials)
    .withEndpoint(cloud.services.endpoints.vpc)
    .withOptions({ customUserAgent: "dbferry" }) // without, it keeps an id in the home folder

    .build() as VpcClient;
}

/** The client returns the JSON of an answer unchanged, whatever its declared types. */
const plain = (answer: unknown) => answer as Answer;
const idOf = (one: { id: string }) => one.id;

function rule(change: Partial<CreateSecurityGroupRuleOption> = {}): CreateSecurityGroupRuleRequest {
  const option = new CreateSecurityGroupRuleOption(cloud.groupId, "ingress")
    .withProtocol("tcp")
    .withMultiport("3306")
    .withRemoteIpPrefix("192.168.10.20/32")
    .withDescription("dbferry migrate-id=shop");
  Object.assign(option, change);
  return new CreateSecurityGroupRuleRequest().withBody(new CreateSecurityGroupRuleRequestBody(option));
}

describe("security-group rules, through the vendor's VpcClient", () => {
  test("a rule is created, shown, found by its description and deleted", async () => {
    const made = plain(await vpc().createSecurityGroupRule(rule())).security_group_rule;
    expect(made).toMatchObject({
      direction: "ingress",
      multiport: "3306",
      action: "allow",
      priority: 1,
      remote_ip_prefix: "192.168.10.20/32",
    });
    expect(cloud.world.huaweicloud.securityGroups.admits(cloud.groupId, { address: "192.168.10.20" }, 3306)).toBe(true);
    expect(cloud.world.huaweicloud.securityGroups.admits(cloud.groupId, { address: "192.168.10.21" }, 3306)).toBe(
      false,
    );

    const shown = plain(await vpc().showSecurityGroupRule(new ShowSecurityGroupRuleRequest(made.id)));
    expect(shown.security_group_rule.description).toBe("dbferry migrate-id=shop");
    const found = await vpc().listSecurityGroupRules(
      new ListSecurityGroupRulesRequest()
        .withDescription(["dbferry migrate-id=shop"])
        .withSecurityGroupId([cloud.groupId]),
    );
    expect(plain(found).security_group_rules.map(idOf)).toEqual([made.id]);
    const others = await vpc().listSecurityGroupRules(new ListSecurityGroupRulesRequest().withDescription(["another"]));
    expect(plain(others).security_group_rules).toEqual([]);

    await vpc().deleteSecurityGroupRule(new DeleteSecurityGroupRuleRequest(made.id));
    expect(cloud.world.huaweicloud.securityGroups.rules()).toEqual([]);
    const gone = await refusal(cloud.send("vpc", `/v1/{p}/security-group-rules/${made.id}`));
    expect(gone).toMatchObject({ httpStatusCode: 404 });
  });

  test("the same rule twice is a conflict, an unknown group is not found, and ports need a protocol", async () => {
    await vpc().createSecurityGroupRule(rule());
    const create = (security_group_rule: object) =>
      refusal(cloud.send("vpc", "/v3/{p}/vpc/security-group-rules", { method: "POST", body: { security_group_rule } }));
    const same = {
      security_group_id: cloud.groupId,
      direction: "ingress",
      protocol: "tcp",
      multiport: "3306",
      remote_ip_prefix: "192.168.10.20/32",
    };
    expect(await create(same)).toMatchObject({ httpStatusCode: 409, errorCode: "VPC.9902" });
    expect(await create({ ...same, security_group_id: "nothing" })).toMatchObject({
      httpStatusCode: 404,
      errorCode: "VPC.9904",
    });
    expect(await create({ ...same, remote_ip_prefix: "192.168.10.300/32" })).toMatchObject({ httpStatusCode: 400 });
    const { protocol: _, ...bare } = same;
    expect(await create({ ...bare, multiport: "3307" })).toMatchObject({ httpStatusCode: 400 });
  });

  test("v1 and v3 show the same rule: a range in one, ports in the other", async () => {
    const body = {
      security_group_rule: {
        security_group_id: cloud.groupId,
        direction: "ingress",
        ethertype: "ipv4",
        protocol: "tcp",
        port_range_min: 3306,
        port_range_max: 3310,
        remote_ip_prefix: "10.0.0.1",
      },
    };
    const made = await cloud.send("vpc", "/v1/{p}/security-group-rules", { method: "POST", body });
    const { id } = made.security_group_rule;
    expect(made.security_group_rule).toMatchObject({ port_range_min: 3306, port_range_max: 3310, ethertype: "IPv4" });
    const shown = await cloud.send("vpc", `/v3/{p}/vpc/security-group-rules/${id}`);
    expect(shown.security_group_rule).toMatchObject({ multiport: "3306-3310", remote_ip_prefix: "10.0.0.1/32" });
  });

  test("groups are listed and shown with their rules", async () => {
    await vpc().createSecurityGroupRule(rule());
    const listed = await vpc().listSecurityGroups(new ListSecurityGroupsRequest().withName(["sg-target"]));
    expect(plain(listed).security_groups.map(idOf)).toEqual([cloud.groupId]);
    const shown = await vpc().showSecurityGroup(new ShowSecurityGroupRequest(cloud.groupId));
    expect(plain(shown).security_group.security_group_rules).toHaveLength(1);
  });
});

describe("EIPs", () => {
  const body = {
    publicip: { type: "5_bgp", alias: "dbferry-shop" },
    bandwidth: { share_type: "PER", name: "dbferry-shop", size: 10, charge_mode: "traffic" },
  };
  const allocate = async () => (await cloud.send("vpc", "/v1/{p}/publicips", { method: "POST", body })).publicip;

  test("an address is allocated unbound, with its bandwidth, tags and description", async () => {
    const made = await allocate();
    expect(made).toMatchObject({ status: "PENDING_CREATE", alias: "dbferry-shop", bandwidth_size: 10 });
    expect(made.public_ip_address).toMatch(/^203\.0\.113\.\d+$/);
    const path = `/v2.0/{p}/publicips/${made.id}/tags`;
    const tags = [
      { key: "migrate-id", value: "shop" },
      { key: "owner", value: "dba.team" },
    ];
    await cloud.send("vpc", `${path}/action`, { method: "POST", body: { action: "create", tags } });
    await cloud.send("vpc", `${path}/action`, { method: "POST", body: { action: "delete", tags: [{ key: "owner" }] } });
    expect(await cloud.send("vpc", path)).toMatchObject({ tags: [{ key: "migrate-id", value: "shop" }] });
    await cloud.send("vpc", `/v3/{p}/eip/publicips/${made.id}`, {
      method: "PUT",
      body: { publicip: { description: "dbferry migrate-id=shop migrate-expires=2026-12-01T00:00:00Z" } },
    });

    const { publicip } = await cloud.send("vpc", `/v1/{p}/publicips/${made.id}`);
    expect(publicip).toMatchObject({
      status: "DOWN",
      tags: ["migrate-id=shop"],
      bandwidth_share_type: "PER",
      ip_version: 4,
    });
    const { bandwidth } = await cloud.send("vpc", `/v1/{p}/bandwidths/${publicip.bandwidth_id}`);
    expect(bandwidth).toMatchObject({ name: "dbferry-shop", size: 10, charge_mode: "traffic" });
    const v3 = await cloud.send("vpc", "/v3/{p}/eip/publicips", { query: { alias: "dbferry-shop" } });
    expect(v3.publicips).toMatchObject([
      {
        id: made.id,
        description: "dbferry migrate-id=shop migrate-expires=2026-12-01T00:00:00Z",
        tags: ["migrate-id=shop"],
      },
    ]);
    const byTag = await cloud.send("vpc", "/v2.0/{p}/publicips/resource_instances/action", {
      method: "POST",
      body: { action: "filter", tags: [{ key: "migrate-id", values: ["shop"] }] },
    });
    expect(byTag.resources.map((one: { resource_id: string }) => one.resource_id)).toEqual([made.id]);
  });

  test("addresses are listed page by page, sorted, with the requested fields alone, and the list ends", async () => {
    const [one, two, three] = ["c", "a", "b"].map((name) => cloud.eip(name).address) as [string, string, string];
    const list = (query: Record<string, string>) => cloud.send("vpc", "/v3/{p}/eip/publicips", { query });
    const addresses = ({ publicips }: Answer) => publicips.map((eip: Answer) => eip.public_ip_address);
    const sorted = { sort_key: "public_ip_address", sort_dir: "asc" };
    const first = await list({ ...sorted, fields: "id", limit: "2" });
    const { next_marker: marker } = first.page_info;
    expect(first.publicips).toEqual([{ id: expect.any(String) }, { id: marker }]);
    const last = await list({ ...sorted, limit: "2", marker });
    expect(addresses(last)).toEqual([three]);
    expect(last.page_info).not.toHaveProperty("next_marker");
    expect(addresses(await list({ ...sorted, offset: "1" }))).toEqual([two, three]);
    expect(addresses(await list({ ...sorted, sort_dir: "desc", limit: "1" }))).toEqual([three]);
    expect(addresses(await list({ ...sorted, limit: "1" }))).toEqual([one]);
    expect(addresses(await list({ ...sorted, offset: "3" }))).toEqual([]);
    expect(await refusal(list({ marker: "no-such-address" }))).toMatchObject({ httpStatusCode: 400 });
  });

  test("a tag value with a colon is refused, as in the cloud", async () => {
    const { id } = await allocate();
    const tags = [{ key: "migrate-expires", value: "2026-12-01T00:00:00Z" }];
    const error = await refusal(
      cloud.send("vpc", `/v2.0/{p}/publicips/${id}/tags/action`, { method: "POST", body: { action: "create", tags } }),
    );
    expect(error.httpStatusCode).toBe(400);
    expect(cloud.world.huaweicloud.eips.get(id).tags).toEqual({});
  });

  test("a released address is gone; one that a task uses cannot be released or unbound", async () => {
    const { id, public_ip_address } = await allocate();
    const task = await cloud.configured({ public_ip_list: [{ id, public_ip: public_ip_address, type: "master" }] });
    const bound = (await cloud.send("vpc", `/v1/{p}/publicips/${id}`)).publicip;
    expect(bound).toMatchObject({ status: "ACTIVE", port_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(bound.private_ip_address).toBe((await cloud.detail(task)).inst_info.ip);
    const remove = () => cloud.send("vpc", `/v1/{p}/publicips/${id}`, { method: "DELETE" });
    expect((await refusal(remove())).httpStatusCode).toBe(409);
    const unbind = cloud.send("vpc", `/v1/{p}/publicips/${id}`, { method: "PUT", body: { publicip: { port_id: "" } } });
    expect((await refusal(unbind)).httpStatusCode).toBe(409);

    await cloud.end(task, "force_terminate");
    await cloud.until(task, "RELEASE_RESOURCE_COMPLETE");
    expect((await cloud.send("vpc", `/v1/{p}/publicips/${id}`)).publicip.status).toBe("DOWN");
    await remove();
    expect((await refusal(cloud.send("vpc", `/v1/{p}/publicips/${id}`))).httpStatusCode).toBe(404);
    expect(cloud.world.huaweicloud.eips.list()).toEqual([]);
  });

  test("an address that DRS lends to a task is not among the user's", async () => {
    const task = await cloud.configured();
    expect((await cloud.detail(task)).inst_info.public_ip).toMatch(/^203\.0\.113\./);
    expect((await cloud.send("vpc", "/v1/{p}/publicips")).publicips).toEqual([]);
    await cloud.end(task, "force_terminate");
    await cloud.until(task, "RELEASE_RESOURCE_COMPLETE");
    expect(cloud.world.huaweicloud.eips.list()).toEqual([]);
  });
});

test("networks list the addresses in use", async () => {
  expect((await cloud.send("vpc", `/v1/{p}/subnets/${cloud.subnet.id}`)).subnet).toMatchObject({
    cidr: "192.168.10.0/24",
    vpc_id: cloud.subnet.vpcId,
  });
  expect((await cloud.send("vpc", `/v1/{p}/vpcs/${cloud.subnet.vpcId}`)).vpc.cidr).toBe("192.168.0.0/16");
  const held = await cloud.send("vpc", `/v1/{p}/subnets/${cloud.subnet.id}/privateips`);
  expect(held.privateips).toMatchObject([{ ip_address: cloud.rds.privateIp, device_owner: "network:RDS" }]);
});
