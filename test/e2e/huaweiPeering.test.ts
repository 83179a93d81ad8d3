import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { huaweiField } from "./huaweiField";
import { settles } from "./phases";
import { isAsPlanned } from "./planned";
import { watchSockets } from "./sockets";

/** Huawei RDS to Huawei RDS in two VPCs by Huawei DRS over a peering (S000.24, S000.25), on the real engine. */
describe("a migration between two VPCs of Huawei Cloud, phase by phase", () => {
  let made: Awaited<ReturnType<typeof huaweiField>>;
  let field: Field;
  let watch: SocketWatch;
  let foreign: { id: string };
  beforeAll(async () => {
    made = await huaweiField("peering");
    field = made.field;
    watch = watchSockets(field);
    const { vpcs, peerings, routeTables } = world();
    const other = vpcs.add({ region: "cn-north-4", name: "another application", cidr: "10.9.0.0/16" });
    foreign = peerings.add({ name: "theirs", vpcId: made.sandbox.target.vpcId, peerVpcId: other.id });
    for (const { vpcId } of [made.sandbox.target, { vpcId: other.id }])
      routeTables.add(routeTables.of(vpcId), {
        type: "peering",
        destination: "10.9.0.0/16",
        nexthop: foreign.id,
        description: "theirs",
      });
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.huaweicloud;
  const ours = () =>
    world()
      .peerings.list()
      .filter(({ id }) => id !== foreign.id);
  /** Routes of both sides' tables, as "destination through". */
  const routes = (side: "source" | "target") =>
    world()
      .routeTables.of(made.sandbox[side].vpcId)
      .routes.map(({ destination, nexthop }) => `${destination} ${nexthop}`);
  const FOREIGN = () => [`10.9.0.0/16 ${foreign.id}`];
  const networks = () => ({
    source: made.sandbox.source.privateIp.replace(/\d+$/, "0/24"),
    target: made.sandbox.target.privateIp.replace(/\d+$/, "0/24"),
  });
  const opened = () => {
    const [peering] = ours();
    expect(routes("target").sort()).toEqual([...FOREIGN(), `${networks().source} ${peering!.id}`].sort());
    expect(routes("source")).toEqual([`${networks().target} ${peering!.id}`]);
  };
  const untouched = () => {
    expect(ours()).toEqual([]);
    expect(routes("target")).toEqual(FOREIGN());
    expect(routes("source")).toEqual([]);
  };
  const words = (text: string) => text.replace(/\s+/g, " ");
  /** An update with a change that is wrong on purpose, taken back afterwards. @returns what it says */
  const wrong = async (change: (migration: any) => void) => {
    let kept: unknown;
    field.configure((config) => {
      kept = structuredClone(config["dbferry:migration"]);
      change(config["dbferry:migration"]);
    });
    const done = await field.up("prepare");
    field.configure((config) => {
      config["dbferry:migration"] = kept;
    });
    expect(done.code, done.text).not.toBe(0);
    expect(await field.tasks()).toEqual([]);
    untouched();
    return words(done.text);
  };
  /** Removes a route of ours behind the migration's back. */
  const removeRoute = (side: "source" | "target", destination: string) => {
    const { routeTables } = world();
    routeTables.remove(routeTables.of(made.sandbox[side].vpcId), destination);
  };

  it("refuses before anything is created another region, one VPC, overlapping networks, and all of it at once", async () => {
    const { vpcId } = made.sandbox.target;
    const text = await wrong((migration) => {
      Object.assign(migration.source, { region: "cn-south-1", vpcId });
      migration.peering.sourceNetwork = "192.168.0.0/16";
    });
    expect(text).toContain("source.region: cn-south-1, with target.region: cn-north-4; needed: VPCs of one region");
    expect(text).toContain(`source.vpcId: ${vpcId}, as target.vpcId; needed: two VPCs`);
    expect(text).toMatch(/peering\.sourceNetwork: 192\.168\.0\.0\/16, which overlaps/);
    expect(text).toMatch(/peering\.sourceNetwork: .*needed: a network that holds source\.privateIp/);
    expect(await wrong((migration) => delete migration.peering)).toContain("peering: nothing; needed: the networks");
  });

  it("refuses a peering and a route of somebody else that are in the way, as the cloud shows them", async () => {
    const { peerings, routeTables } = world();
    const { source, target } = made.sandbox;
    const theirs = peerings.add({ name: "theirs too", vpcId: source.vpcId, peerVpcId: target.vpcId });
    const found = await field.up("prepare");
    expect(words(found.text)).toContain(`the peering ${theirs.id} (theirs too, ACTIVE) of these VPCs exists`);
    expect(words(found.text)).toContain(`write peering.id: ${theirs.id}`);
    peerings.remove(theirs.id);
    const table = routeTables.of(target.vpcId);
    routeTables.add(table, { type: "peering", destination: `${source.privateIp}/32`, nexthop: foreign.id });
    const rival = await field.up("prepare");
    expect(words(rival.text)).toContain(`has a route to ${source.privateIp}/32 through ${foreign.id}`);
    routeTables.remove(table, `${source.privateIp}/32`);
    const subnet = await wrong((migration) => {
      migration.peering.targetNetwork = `${target.privateIp}/32`;
    });
    expect(subnet).toMatch(/peering\.targetNetwork: .*the target's subnet: the task gets an address of it/);
    untouched();
  });

  it("finishes what a killed update has begun: one peering, and one route on each side", async () => {
    await field.killDuring("prepare", async () => routes("target").length + routes("source").length > FOREIGN().length);
    const [begun] = ours();
    const update = await field.dbferry("up", "--yes");
    expect(update.code, update.text).toBe(0);
    expect(ours()).toMatchObject([{ id: begun!.id }]);
    opened();
  });

  it("prepare makes a peering with a route on both sides, opens both servers to the task alone, and has no EIP", async () => {
    await settles(field, "prepare");
    opened();
    await isAsPlanned(field);
    const [task] = await field.tasks();
    const rules = world().securityGroups.rules();
    expect(rules.filter(({ direction }) => direction === "ingress").map((one) => one.remoteIpPrefix)).toEqual([
      `${task!.privateIp}/32`,
      `${task!.privateIp}/32`,
    ]);
    expect(world().eips.list()).toEqual([]);
  });

  it("carries nothing where a route is missing on one side, and the doctor names which", async () => {
    const { source, target } = made.sandbox;
    const healthy = await field.dbferry("doctor");
    expect(words(healthy.text)).toMatch(/open route the peering \S+ is active/);
    const [task] = await field.tasks();
    const origin = { address: task!.privateIp!, vpcId: target.vpcId };
    const reach = () => made.sandbox.world.reach(origin, source.privateIp, 3306);
    expect(reach()).toMatchObject({ ok: true });
    for (const [side, destination] of [
      ["source", networks().target],
      ["target", networks().source],
    ] as const) {
      const [peering] = ours();
      removeRoute(side, destination);
      expect(reach()).toMatchObject({ ok: false, why: "noRoute" });
      const doctor = await field.dbferry("doctor");
      expect(doctor.code, doctor.text).not.toBe(0);
      const { vpcId } = made.sandbox[side];
      expect(words(doctor.text)).toContain(`${vpcId} has no route to ${destination}`);
      world().routeTables.add(world().routeTables.of(vpcId), {
        type: "peering",
        destination,
        nexthop: peering!.id,
        description: peering!.description,
      });
    }
    world()
      .securityGroups.rules(source.securityGroupId)
      .forEach(({ id, direction }) => {
        if (direction === "ingress") world().securityGroups.removeRule(id);
      });
    expect(reach()).toMatchObject({ ok: false, why: "securityGroup" });
  });

  it("migrate puts back a route and a rule that were removed, loads and replicates", async () => {
    removeRoute("source", networks().target);
    await settles(field, "migrate");
    opened();
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, the peering and both routes, and nothing of others, and exits 1", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    for (const one of ["VPC peering", networks().source, networks().target, "Huawei DRS task"])
      expect(words(audit.text)).toContain(one);
    expect(words(audit.text)).not.toContain("10.9.0.0/16");
  });

  it("cutover proves and completes, done removes exactly what is ours", async () => {
    await settles(field, "cutover");
    await settles(field, "done");
    untouched();
    expect(world().peerings.list()).toMatchObject([{ id: foreign.id }]);
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(0);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});
