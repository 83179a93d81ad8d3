import { alibabaVmField, MACHINES_VPC, TARGETS_VPC } from "../../../test/e2e/alibabaVmField";
import { huaweiVmField } from "../../../test/e2e/huaweiVmField";
import { typed } from "../../../test/e2e/onpremField";
import type { Ground } from "../cell";

async function onHuawei(): Promise<Ground> {
  const { field, sandbox, machine } = await huaweiVmField();
  const { securityGroups } = sandbox.world.huaweicloud;
  return {
    field,
    person: {
      opens: (printed) => void typed(machine, printed, "-I"),
      closes: (printed) => void typed(machine, printed, "-D"),
    },
    wrong: [
      {
        name: "a machine in another VPC",
        in: "file",
        change: (migration) => {
          migration.source.vpcId = "another-vpc";
        },
        says: /over the path vpc, both are in one VPC/,
      },
      {
        name: "the rule of the machine's security group is gone",
        in: "world",
        make() {
          const ours = securityGroups.rules(machine.securityGroupId).find(({ ports }) => ports === "3306");
          securityGroups.removeRule(ours!.id);
        },
        shownBy: (of) => of.dbferry("doctor"),
        says: /the security group \S+ of \S+ does not let in the task's address/,
      },
    ],
  };
}

async function apartOnHuawei(): Promise<Ground> {
  const { field, sandbox, machine } = await huaweiVmField("peering");
  const { peerings, routeTables, securityGroups } = sandbox.world.huaweicloud;
  const ours = () => securityGroups.rules(machine.securityGroupId).find(({ ports }) => ports === "3306")!;
  return {
    field,
    person: {
      opens: (printed) => void typed(machine, printed, "-I"),
      closes: (printed) => void typed(machine, printed, "-D"),
    },
    wrong: [
      {
        name: "overlapping networks",
        in: "file",
        change: (migration) => {
          (migration as unknown as { peering: { sourceNetwork: string } }).peering.sourceNetwork = "192.168.0.0/16";
        },
        says: /peering\.sourceNetwork: 192\.168\.0\.0\/16, which overlaps/,
      },
      {
        name: "a machine in another region",
        in: "file",
        change: (migration) => {
          migration.source.region = "cn-south-1";
        },
        says: /source\.region: cn-south-1, with target\.region: cn-north-4; needed: VPCs of one region/,
      },
      {
        name: "the route back is gone",
        in: "world",
        make() {
          const table = routeTables.of(machine.vpcId);
          const back = table.routes.find(({ nexthop }) => peerings.otherEnd(nexthop, machine.vpcId));
          routeTables.remove(table, back!.destination);
        },
        shownBy: (of) => of.dbferry("doctor"),
        says: /has no route to \S+ \(the target's\) through the peering/,
      },
      {
        name: "the machine's security group has a rule for another address",
        in: "world",
        make() {
          ours().remoteIpPrefix = "172.16.10.77/32";
        },
        mend: () => securityGroups.removeRule(ours().id),
        shownBy: (of) => of.dbferry("doctor"),
        says: /the security group \S+ of \S+ does not let in the task's address/,
      },
    ],
  };
}

/** The machine is in the target's VPC, or in another one: to the service it is the same. */
async function onAlibaba(vpcId: string, other: string): Promise<Ground> {
  const { field, sandbox, machine } = await alibabaVmField(vpcId);
  const { securityGroups } = sandbox.world.alicloud;
  return {
    field,
    person: {
      opens: (printed) => void typed(machine, printed, "-I"),
      closes: (printed) => void typed(machine, printed, "-D"),
    },
    wrong: [
      {
        name: "a machine in another VPC",
        in: "file",
        change: (migration) => {
          migration.source.vpcId = other;
        },
        says: new RegExp(`source\\.vpcId: ${other}; needed: ${vpcId}`),
      },
      {
        name: "a rule of the machine's security group is gone",
        in: "world",
        make() {
          const { rules } = securityGroups.get(machine.securityGroupId);
          securityGroups.removeRule(machine.securityGroupId, rules.find(({ cidr }) => cidr.startsWith("100.104."))!.id);
        },
        shownBy: (of) => of.dbferry("doctor"),
        says: /the security group \S+ of \S+ does not let in the task's address/,
      },
    ],
  };
}

/** Migrations from MySQL on a virtual machine, whose own firewall a person opens and closes. */
export const MACHINES: Readonly<Record<string, () => Promise<Ground>>> = {
  "self-built on a VM, same VPC drs vpc": onHuawei,
  "self-built on a VM, same VPC alibaba-dts vpc": () => onAlibaba(TARGETS_VPC, MACHINES_VPC),
  "self-built on a VM, another VPC drs peering": apartOnHuawei,
  "self-built on a VM, another VPC alibaba-dts vpc": () => onAlibaba(MACHINES_VPC, TARGETS_VPC),
};
