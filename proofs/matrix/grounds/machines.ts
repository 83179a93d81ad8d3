import { alibabaVmField } from "../../../test/e2e/alibabaVmField";
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

async function onAlibaba(): Promise<Ground> {
  const { field, sandbox, machine } = await alibabaVmField();
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
          migration.source.vpcId = "vpc-other";
        },
        says: /source\.vpcId: vpc-other; needed: /,
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
  "self-built on a VM, same VPC alibaba-dts vpc": onAlibaba,
};
