import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { markFor } from "../../../../model/expiry";
import { huaweicloud } from "../../../../provider/clouds/huaweicloud";
import type { CloudApi, ConnectionQuery, KnownHere } from "../../../../provider/core/clouds";
import { Cloud, CREDENTIALS, REGION } from "../../../sandbox/huaweicloud/stage";

const BY = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
const MARK = markFor("shop", new Date("2026-12-10T00:00:00Z"), BY);
const NETWORKS = { sourceNetwork: "172.16.10.0/24", targetNetwork: "192.168.10.0/24" };
const SOURCE_IP = "172.16.10.10";

let cloud: Cloud;
let api: CloudApi;
let source: { vpcId: string; subnetId: string; privateIp: string };
beforeEach(async () => {
  cloud = await Cloud.raise();
  const { accessKey, secretKey, projectId } = CREDENTIALS;
  api = huaweicloud.connect({ region: REGION, accessKey, secretKey, projectId, endpoints: cloud.services.endpoints });
  const { vpcs } = facts();
  const { id: vpcId } = vpcs.add({ region: REGION, name: "source", cidr: "172.16.0.0/16" });
  const { id: subnetId } = vpcs.addSubnet({ vpcId, name: "source", cidr: NETWORKS.sourceNetwork });
  source = { vpcId, subnetId, privateIp: SOURCE_IP };
});
afterEach(() => cloud.close());

const facts = () => cloud.world.huaweicloud;
const target = () => ({ vpcId: cloud.rds.vpcId, subnetId: cloud.rds.subnetId, privateIp: cloud.rds.privateIp });
const query = (more: Partial<ConnectionQuery> = {}): ConnectionQuery => ({
  ...{ cloud: "huaweicloud", region: REGION, migration: "shop", stateId: BY.id, source, target: target(), ...NETWORKS },
  ...more,
});
const peer = (description = MARK, vpcId = source.vpcId) =>
  facts().peerings.add({ name: "a peering", vpcId: target().vpcId, peerVpcId: vpcId, description });
const route = (vpcId: string, destination: string, nexthop: string, description = MARK) =>
  facts().routeTables.add(facts().routeTables.of(vpcId), { type: "peering", destination, nexthop, description });
const routed = () => {
  const { id } = peer();
  route(target().vpcId, NETWORKS.sourceNetwork, id);
  route(source.vpcId, NETWORKS.targetNetwork, id);
  return id;
};
const problems = async (more: Partial<ConnectionQuery> = {}) =>
  (await api.connectionProblems!(query(more))).map(({ path, seen, needed }) => `${path}: ${seen}; ${needed}`);
const known = (...named: Omit<KnownHere["named"][number], "at">[]): KnownHere => ({
  migration: "shop",
  named: named.map((one) => ({ ...one, at: { cloud: "huaweicloud", region: REGION } })),
});
const elsewhere = () => {
  const { id } = facts().vpcs.add({ region: REGION, name: "other", cidr: "10.9.0.0/16" });
  return peer("theirs", id).id;
};

describe("two VPCs before a peering is made", () => {
  it("have nothing against it, nor what the migration itself has made before", async () => {
    expect(await problems()).toEqual([]);
    routed();
    expect(await problems()).toEqual([]);
  });

  it("have what the state has as the migration's own, whatever somebody has written on it, and cannot be given that", async () => {
    const { id } = peer("edited");
    route(target().vpcId, NETWORKS.sourceNetwork, id, "edited");
    const made = [id, `${facts().routeTables.of(target().vpcId).id}/${NETWORKS.sourceNetwork}`];
    expect(await problems()).toHaveLength(2);
    expect(await problems({ made })).toEqual([]);
    expect(await problems({ made, id })).toEqual([
      `peering.id: ${id}, which this migration has made, and would remove; one that somebody else made, or nothing`,
    ]);
  });

  it("have no other one between them, but may be given it", async () => {
    const { id } = peer("theirs");
    expect(await problems()).toEqual([expect.stringMatching(`^peering: the peering ${id} .*at most one`)]);
    expect(await problems({ id })).toEqual([]);
    facts().peerings.find(id)!.status = "PENDING_ACCEPTANCE";
    expect(await problems({ id })).toEqual([
      expect.stringMatching(/^peering\.id: .* whose state is PENDING_ACCEPTANCE/),
    ]);
    facts().peerings.find(id)!.status = "EXPIRED";
    expect((await api.connectionProblems!(query({ id }))).map(({ fix }) => fix)).toEqual([
      expect.stringMatching(/^leave it out, and delete that one/),
    ]);
    expect(await problems({ id: elsewhere() })).toEqual([expect.stringMatching(/is not between these VPCs/)]);
  });

  it("may not be given the temporary one of another migration, unless they have routes through it already", async () => {
    const { id } = peer(markFor("orders", new Date("2026-12-10T00:00:00Z"), { ...BY, id: "000000000002" }));
    expect(await problems({ id })).toEqual([
      expect.stringMatching(
        `^peering\\.id: ${id}, which is temporary, .*removed at the end of that migration.*; a peering that no migration removes`,
      ),
    ]);
    expect(await problems({ id, made: ["rtb-1/172.16.10.0/24"] })).toEqual([]);
    facts().peerings.find(id)!.description = "theirs";
    expect(await problems({ id })).toEqual([]);
  });

  it("are not advised to use the temporary one of another migration, which removes it", async () => {
    const fix = async () => (await api.connectionProblems!(query())).map((one) => one.fix);
    const { id } = peer(markFor("orders", new Date("2026-12-10T00:00:00Z"), { ...BY, id: "000000000002" }));
    expect(await fix()).toEqual([expect.stringMatching(/^finish the migration orders first, which removes it/)]);
    facts().peerings.find(id)!.description = "theirs";
    expect(await fix()).toEqual([expect.stringMatching(/^write peering\.id: /)]);
  });

  it("have no route of somebody else that is the same, or decides before ours", async () => {
    const other = elsewhere();
    route(target().vpcId, "172.16.0.0/16", other, "theirs");
    expect(await problems()).toEqual([]);
    route(target().vpcId, NETWORKS.sourceNetwork, other, "theirs");
    route(target().vpcId, `${SOURCE_IP}/32`, other, "theirs");
    expect(await problems()).toEqual([
      expect.stringMatching(/^peering\.sourceNetwork: .* has a route to 172\.16\.10\.0\/24 through/),
      expect.stringMatching(/^peering\.sourceNetwork: .* has a route to 172\.16\.10\.10\/32 through/),
    ]);
  });

  it("have no route of somebody else in the place of the migration's own: an update would overwrite it, and a destroy remove it", async () => {
    const id = routed();
    const table = facts().routeTables.of(target().vpcId);
    const made = [id, `${table.id}/${NETWORKS.sourceNetwork}`];
    const [inPlace] = table.routes;
    inPlace!.nexthop = elsewhere();
    // With our mark, it is ours, and somebody has changed it.
    expect(await problems({ made })).toEqual([]);
    inPlace!.description = "theirs";
    expect(await problems({ made })).toEqual([
      expect.stringMatching(/^peering\.sourceNetwork: .* has a route to 172\.16\.10\.0\/24 through/),
    ]);
  });

  it("have no subnet of their own that overlaps the other side's network, whatever the file compares", async () => {
    facts().vpcs.addSubnet({ vpcId: target().vpcId, name: "old", cidr: "172.16.10.0/25" });
    expect(await problems()).toEqual([expect.stringMatching(/which overlaps 172\.16\.10\.0\/25 of the subnet/)]);
  });

  it("are connected for all of the target's subnet, in which the task gets its address", async () => {
    expect(await problems({ targetNetwork: "192.168.10.0/25" })).toEqual([
      expect.stringMatching(/^peering\.targetNetwork: 192\.168\.10\.0\/25; a network that holds 192\.168\.10\.0\/24/),
    ]);
  });
});

describe("two VPCs, as they are connected now", () => {
  const connection = () => api.connection!(query());

  it("let packets through with an active peering and a route each way", async () => {
    const id = routed();
    const { shut, seen } = await connection();
    expect(shut).toEqual([]);
    expect(seen).toContain(`the peering ${id} is active`);
    expect(seen).toHaveLength(3);
  });

  it("name what is missing: the peering, its acceptance, a route on either side", async () => {
    expect((await connection()).shut).toMatchObject([{ cause: expect.stringMatching(/^no peering connects/) }]);
    const { id } = peer();
    expect((await connection()).shut.map(({ cause }) => cause)).toEqual([
      `${target().vpcId} has no route to ${NETWORKS.sourceNetwork} (the source's) through the peering ${id}`,
      `${source.vpcId} has no route to ${NETWORKS.targetNetwork} (the target's) through the peering ${id}`,
    ]);
    facts().peerings.find(id)!.status = "REJECTED";
    expect((await connection()).shut).toMatchObject([{ cause: expect.stringContaining("is REJECTED, not ACTIVE") }]);
  });

  it("are judged by the active peering, or the given one, beside one that was refused or has expired", async () => {
    const old = elsewhere();
    const id = routed();
    Object.assign(facts().peerings.find(old)!, { peerVpcId: source.vpcId, description: "old", status: "EXPIRED" });
    const seen = await connection();
    expect([seen.shut, seen.seen[0]]).toEqual([[], `the peering ${id} is active`]);
    expect((await api.connection!(query({ id }))).shut).toEqual([]);
    expect((await api.connection!(query({ id: old }))).shut).toMatchObject([
      { cause: expect.stringContaining(`${old} is EXPIRED, not ACTIVE`), fix: expect.stringContaining("delete it") },
    ]);
    expect(await problems()).toEqual([expect.stringMatching(new RegExp(`^peering: the peering ${old} `))]);
  });

  it("are not proven to be where the target's subnet is not there: the task gets an address of it", async () => {
    routed();
    const more = { target: { ...target(), subnetId: "subnet-of-nobody" } };
    const seen = await api.connection!(query(more));
    expect([seen.shut, seen.notProven]).toEqual([[], [expect.stringContaining("subnet-of-nobody")]]);
    expect(await problems(more)).toEqual([
      expect.stringMatching(/^target\.subnetId: subnet-of-nobody, whose addresses .* does not show; .*not proven/),
    ]);
  });

  it("name a route that decides first and leads elsewhere", async () => {
    routed();
    route(target().vpcId, `${SOURCE_IP}/32`, elsewhere(), "theirs");
    expect((await connection()).shut).toMatchObject([
      { cause: expect.stringMatching(/the route to 172\.16\.10\.10\/32 leads to \S+, not through the peering/) },
    ]);
  });
});

describe("the way back to the task, which may have any address of the target's subnet", () => {
  const shut = async () => (await api.connection!(query())).shut.map(({ cause }) => cause);

  it("is not there with a route to the target's server alone", async () => {
    const { id } = peer();
    route(target().vpcId, NETWORKS.sourceNetwork, id);
    route(source.vpcId, `${target().privateIp}/32`, id);
    expect(await shut()).toEqual([expect.stringMatching(/has no route to 192\.168\.10\.0\/24 \(the target's\)/)]);
  });

  it("is not there for the part of the subnet that a narrower route leads elsewhere", async () => {
    routed();
    route(source.vpcId, "192.168.10.128/25", elsewhere(), "theirs");
    expect(await shut()).toEqual([expect.stringMatching(/the route to 192\.168\.10\.128\/25 leads to/)]);
    expect(await problems()).toEqual([
      expect.stringMatching(/^peering\.targetNetwork: .* has a route to 192\.168\.10\.128\/25 through/),
    ]);
  });
});

describe("the peerings and routes that are open", () => {
  it("are those with our mark, the routes closed before the peering, and nobody else's", async () => {
    const id = routed();
    const other = elsewhere();
    route(target().vpcId, "10.9.0.0/16", other, "theirs");
    const { found, unread } = await api.openings!(known());
    expect(unread).toEqual([]);
    expect(found.map(({ kind, addresses, state }) => [kind, addresses, state])).toEqual([
      ["peering", [target().vpcId, source.vpcId], BY.id],
      ["route", [NETWORKS.sourceNetwork], BY.id],
      ["route", [NETWORKS.targetNetwork], BY.id],
    ]);
    for (const one of found.toReversed()) await api.close!(one);
    for (const one of found) await api.close!(one);
    expect(facts().peerings.list()).toMatchObject([{ id: other }]);
    expect(facts().peerings.find(id)).toBeUndefined();
    expect(facts().routeTables.of(target().vpcId).routes).toMatchObject([{ destination: "10.9.0.0/16" }]);
  });

  it("are not a route of somebody else that has taken the place of ours", async () => {
    const id = routed();
    const table = facts().routeTables.of(source.vpcId);
    const { found } = await api.openings!(known());
    const [ours] = found.filter(({ id }) => id.startsWith(table.id));
    Object.assign(table.routes[0]!, { nexthop: elsewhere(), description: "theirs" });
    const named = [id, ours!.id].map(
      (one, n) => ({ kind: n === 0 ? "peering" : "route", id: one, isOurs: true }) as const,
    );
    const seen = (await api.openings!(known(...named))).found.map((one) => one.id);
    expect(seen).not.toContain(ours!.id);
    expect(seen).toContain(id);
    await expect(api.close!(ours!)).rejects.toThrow(/was changed since it was shown: .* It is not removed/);
    expect(table.routes).toHaveLength(1);
  });

  it("are not somebody else's unmarked route in the place of ours, where the peering was given and only the file names it", async () => {
    const [given, other] = [peer("theirs").id, elsewhere()];
    const table = facts().routeTables.of(target().vpcId);
    route(target().vpcId, NETWORKS.sourceNetwork, other, "theirs");
    const id = `${table.id}/${NETWORKS.sourceNetwork}`;
    const ours = { kind: "route", id, isOurs: true } as const;
    const openings = async (...named: Parameters<typeof known>) => {
      const { found, unread } = await api.openings!(known(...named));
      return { found: found.map((one) => one.id), unread };
    };
    expect(await openings({ ...ours, through: given })).toEqual({ found: [], unread: [] });
    expect(await openings(ours, { kind: "peering", id: given })).toEqual({ found: [], unread: [] });
    expect(await openings({ ...ours, through: other })).toEqual({ found: [id], unread: [] });
    expect(await openings(ours)).toEqual({
      found: [],
      unread: [expect.stringMatching(/^the route to 172\.16\.10\.0\/24 .* has no mark, and the state does not say/)],
    });
  });

  it("are, without a mark, those that the state says are ours", async () => {
    const id = elsewhere();
    const named = known({ kind: "peering", id, isOurs: true });
    expect((await api.openings!(named)).found).toMatchObject([{ kind: "peering", id, migration: "shop" }]);
  });
});

describe("what a killed update has left of a connection", () => {
  const leftover = (more: object) =>
    api.leftover!({
      cloud: "huaweicloud",
      region: REGION,
      migration: "shop",
      tasks: async () => [],
      kind: "",
      ...more,
    });

  it("is found by its mark, and nobody else's is", async () => {
    const id = routed();
    const table = facts().routeTables.of(source.vpcId).id;
    const at = { stateId: BY.id, kind: "route", vpcId: source.vpcId, destination: NETWORKS.targetNetwork };
    expect(await leftover({ stateId: BY.id, kind: "peering" })).toBe(id);
    expect(await leftover(at)).toBe(`${table}/${NETWORKS.targetNetwork}`);
    expect(await leftover({ stateId: "another", kind: "peering" })).toBeUndefined();
    expect(await leftover({ ...at, stateId: "another" })).toBeUndefined();
    expect(await leftover({ kind: "peering" })).toBeUndefined();
  });

  it("is lacking where it is gone, or leads elsewhere", async () => {
    const id = routed();
    const where = { cloud: "huaweicloud", region: REGION } as const;
    const table = facts().routeTables.of(source.vpcId);
    const need = { ...where, kind: "route", id: `${table.id}/${NETWORKS.targetNetwork}`, address: "x", through: id };
    expect(await api.lacks!(need as never)).toBeUndefined();
    table.routes[0]!.nexthop = "another";
    expect(await api.lacks!(need as never)).toContain("was changed: it leads through another");
    table.routes.length = 0;
    expect(await api.lacks!(need as never)).toContain("is gone");
    const peering = { ...where, kind: "peering", id, address: source.vpcId };
    expect(await api.lacks!(peering as never)).toBeUndefined();
    facts().peerings.remove(id);
    expect(await api.lacks!(peering as never)).toContain("is gone");
  });
});
