import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holds } from "../../sandbox/world/addresses";
import type { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";
import { huaweiVmField, MACHINES_NETWORK } from "./huaweiVmField";
import { typed } from "./onpremField";
import { settles } from "./phases";
import { watchSockets } from "./sockets";

const SSH = "10.9.0.0/16 22";
const THEIRS = "10.9.0.0/16";
const words = (text: string) => text.replace(/\s+/g, " ");

/** A field in which the target's VPC has a peering with another application's, and routes for it. */
async function peeredField() {
  const { field, sandbox, machine } = await huaweiVmField("peering");
  const { vpcs, peerings, routeTables, securityGroups } = sandbox.world.huaweicloud;
  const { vpcId, subnetId } = sandbox.target;
  const other = vpcs.add({ region: "cn-north-4", name: "another application", cidr: THEIRS });
  const foreign = peerings.add({ name: "theirs", vpcId, peerVpcId: other.id });
  routeTables.add(routeTables.of(vpcId), {
    ...{ type: "peering", destination: THEIRS, nexthop: foreign.id, description: "theirs" },
  });
  const network = { source: MACHINES_NETWORK, target: vpcs.subnet(subnetId).cidr };
  const routes = (of: string) =>
    routeTables.of(of).routes.map(({ destination, nexthop }) => `${destination} through ${nexthop}`);
  return {
    ...{ field, sandbox, machine, other, network },
    ours: () => peerings.list().filter(({ id }) => id !== foreign.id),
    atMachine: () =>
      securityGroups
        .rules(machine.securityGroupId)
        .filter(({ direction }) => direction === "ingress")
        .map(({ remoteIpPrefix, ports }) => `${remoteIpPrefix} ${ports}`)
        .sort(),
    /** From the target's side, and back from the machine's. */
    routes: () => ({ there: routes(vpcId).sort(), back: routes(machine.vpcId).sort() }),
    foreignRoutes: { there: [`${THEIRS} through ${foreign.id}`], back: [] as string[] },
  };
}

/** MySQL on Huawei ECS to Huawei RDS in another VPC by Huawei DRS over a peering (S000.23-S000.25), on the real engine. */
describe("a migration from a machine of Huawei Cloud in another VPC, phase by phase", () => {
  let made: Awaited<ReturnType<typeof peeredField>>;
  let field: Field;
  let watch: SocketWatch;
  beforeAll(async () => {
    made = await peeredField();
    field = made.field;
    watch = watchSockets(field);
  });
  afterAll(async () => {
    watch?.end();
    await field?.close();
  });

  const world = () => made.sandbox.world.huaweicloud;
  const task = async () => (await field.tasks())[0]!;
  const address = async () => (await task()).privateIp!;
  const reach = async () => {
    const origin = { address: await address(), vpcId: made.sandbox.target.vpcId };
    return made.sandbox.world.reach(origin, made.machine.privateIp, 3306);
  };
  const opened = async () => {
    const { id } = made.ours()[0]!;
    expect(made.routes()).toEqual({
      there: [...made.foreignRoutes.there, `${made.network.source} through ${id}`].sort(),
      back: [`${made.network.target} through ${id}`],
    });
    expect(made.atMachine()).toEqual([SSH, `${await address()}/32 3306`].sort());
  };
  const untouched = () => {
    expect(made.ours()).toEqual([]);
    expect(made.routes()).toEqual(made.foreignRoutes);
    expect(made.atMachine()).toEqual([SSH]);
  };
  let printed = "";

  it.each([
    [
      "networks that overlap, in another region, in the target's VPC",
      (migration: any) => {
        Object.assign(migration.source, { region: "cn-south-1", vpcId: migration.target.vpcId });
        migration.peering.sourceNetwork = "192.168.0.0/16";
      },
      [
        /source\.region: cn-south-1, with target\.region: cn-north-4; needed: VPCs of one region.*place: onprem, path: public/,
        /source\.vpcId: \S+, as target\.vpcId; needed: two VPCs.*write path: vpc/,
        /peering\.sourceNetwork: 192\.168\.0\.0\/16, which overlaps/,
      ],
    ],
    [
      "a VPC and a subnet that are not the machine's",
      (migration: any) => {
        migration.source.vpcId = made.other.id;
        migration.source.subnetId = "subnet-other";
      },
      [/source\.vpcId: \S+; needed: \S+, which \S+ has/, /source\.subnetId: subnet-other; needed: /],
    ],
  ])("refuses %s before anything is created, all at once", async (_, change, reasons) => {
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
    for (const reason of reasons) expect(words(done.text)).toMatch(reason);
    expect(await field.tasks()).toEqual([]);
    untouched();
  });

  it("prepare connects the two VPCs, lets in the task's address of the other one alone, and prints what to open on the machine", async () => {
    printed = await settles(field, "prepare");
    await opened();
    expect(holds(made.network.target, await address())).toBe(true);
    expect(world().eips.list()).toEqual([]);
    expect(printed).toContain(
      `# open on ${made.machine.privateIp}: TCP port 3306 from ${await address()}, and nothing else`,
    );
  });

  it("migrate gives up while the machine's own firewall keeps the task out, and says that its group lets it in", async () => {
    expect(await reach()).toMatchObject({ ok: false, why: "hostFirewall" });
    const done = await field.up("migrate");
    expect(done.code, done.text).not.toBe(0);
    expect(words(done.text)).toContain(
      `no answer, although the security group ${made.machine.securityGroupId} lets in ${await address()} on port 3306`,
    );
    expect(await field.targetDatabases()).toEqual([]);
    expect(typed(made.machine, printed, "-I")).toHaveLength(1);
    expect(await reach()).toMatchObject({ ok: true });
  });

  it("the doctor names the route that is missing on one side, and then a rule for another address", async () => {
    const { routeTables, securityGroups } = world();
    const healthy = await field.dbferry("doctor");
    expect(words(healthy.text)).toMatch(/open route the peering \S+ is active/);
    routeTables.remove(routeTables.of(made.machine.vpcId), made.network.target);
    expect(await reach()).toMatchObject({ ok: false, why: "noRoute" });
    const noRoute = await field.dbferry("doctor");
    expect(noRoute.code, noRoute.text).not.toBe(0);
    expect(words(noRoute.text)).toContain(`${made.machine.vpcId} has no route to ${made.network.target}`);
    const group = made.machine.securityGroupId;
    const ours = securityGroups.rules(group).find(({ ports }) => ports === "3306")!;
    securityGroups.removeRule(ours.id);
    const { id: _, createdAt, ...rule } = ours;
    const wrong = securityGroups.addRule({ ...rule, remoteIpPrefix: "172.16.10.77/32", description: "by hand" });
    const shut = await field.dbferry("doctor");
    expect(words(shut.text)).toContain(
      `the security group ${group} of ${made.machine.id} does not let in the task's address ${await address()}`,
    );
    securityGroups.removeRule(wrong.id);
  });

  it("migrate puts back the route and the rule, loads and replicates", async () => {
    await settles(field, "migrate");
    await opened();
    expect(await field.targetDatabases()).toContain("shop");
  });

  it("audit finds the task, the peering, both routes and both rules, nothing of others, and no proof for the machine's firewall", async () => {
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(1);
    const { source, target } = made.network;
    const groups = [made.machine.securityGroupId, made.sandbox.target.securityGroupId];
    for (const one of ["VPC peering", source, target, ...groups.map((id) => `security group ${id}`), "Huawei DRS task"])
      expect(words(audit.text)).toContain(one);
    expect(words(audit.text)).not.toContain(THEIRS);
    expect(audit.text).toContain(`not checked: the firewall in front of ${made.machine.privateIp}:3306`);
  });

  it("cutover proves, done removes exactly what is ours, and the machine's firewall stays a person's", async () => {
    await settles(field, "cutover");
    const done = await settles(field, "done");
    untouched();
    const audit = await field.dbferry("audit");
    expect(audit.code, audit.text).toBe(3);
    expect(typed(made.machine, done, "-D")).toHaveLength(1);
  });

  it("none of it tried to reach anything but this machine", () => {
    expect(watch.beyond()).toEqual([]);
    expect(watch.attempts()).toBeGreaterThan(20);
  });
});

describe("audit --clean of a migration from a machine in another VPC", () => {
  let made: Awaited<ReturnType<typeof peeredField>>;
  beforeAll(async () => {
    made = await peeredField();
  });
  afterAll(() => made?.field.close());

  it("closes every opening, the routes before the peering, and nothing of others", async () => {
    const prepared = await made.field.up("prepare");
    expect(prepared.code, prepared.text).toBe(0);
    const cleaned = await made.field.dbferry("audit", "--clean", "--yes");
    expect(cleaned.code, cleaned.text).toBe(3);
    expect(made.ours()).toEqual([]);
    expect(made.routes()).toEqual(made.foreignRoutes);
    expect(made.atMachine()).toEqual([SSH]);
    expect((await made.field.tasks()).filter(({ state }) => state !== "ended")).toEqual([]);
  });
});
