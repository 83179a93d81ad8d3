import { expect, it } from "vitest";
import { type HuaweiClient, HuaweiError, type HuaweiRequest } from "../../../../provider/clouds/huaweicloud/client";
import { groupsOfMachine, machine } from "../../../../provider/clouds/huaweicloud/machines";
import type { InstanceQuery } from "../../../../provider/core/clouds";

const PORT = {
  device_id: "ecs-1",
  device_owner: "compute:cn-north-4a",
  network_id: "subnet-1",
  fixed_ips: [{ ip_address: "192.168.10.5" }],
  security_groups: ["sg-1", "sg-2"],
};
const GIVEN = {
  cloud: "huaweicloud",
  region: "cn-north-4",
  instanceId: "ecs-1",
  vpcId: "vpc-1",
  subnetId: "subnet-1",
  securityGroupId: "sg-2",
  privateIp: "192.168.10.5",
} as InstanceQuery;

async function problems(
  given: object,
  ports: object[] | undefined = [PORT],
  subnet: object | undefined = { vpc_id: "vpc-1" },
) {
  const client = {
    region: "cn-north-4",
    send: async (_service: string, doing: string, { url, query }: HuaweiRequest) => {
      if (url.endsWith("/ports")) {
        expect(query).toEqual({ device_id: ({ ...GIVEN, ...given } as InstanceQuery).instanceId });
        return { ports };
      }
      if (!subnet) throw Object.assign(Object.create(HuaweiError.prototype), { status: 404, message: doing });
      return { subnet };
    },
  } as unknown as HuaweiClient;
  const seen = await machine(client, "source", { ...GIVEN, ...given } as InstanceQuery);
  return seen.problems.map(({ path, seen: value, needed }) => `${path}: ${value}; ${needed}`);
}

it("confirms a machine in its network, in any of its groups", async () => {
  expect(await problems({})).toEqual([]);
});

it("finds each difference, all at once", async () => {
  expect(await problems({ vpcId: "vpc-9", subnetId: "subnet-9", securityGroupId: "sg-9" })).toEqual([
    "source.vpcId: vpc-9; vpc-1, which ecs-1 has",
    "source.subnetId: subnet-9; subnet-1, which ecs-1 has",
    "source.securityGroupId: sg-9; sg-1 or sg-2, which ecs-1 has",
  ]);
  expect(await problems({ privateIp: "192.168.10.6" })).toEqual([
    "source.privateIp: 192.168.10.6; 192.168.10.5, which ecs-1 has",
  ]);
});

it("judges the interface that has the address, of several", async () => {
  const other = {
    ...PORT,
    network_id: "subnet-2",
    fixed_ips: [{ ip_address: "192.168.20.5" }],
    security_groups: ["sg-3"],
  };
  expect(await problems({}, [other, PORT])).toEqual([]);
  expect(await problems({ privateIp: "192.168.20.5" }, [other, PORT])).toEqual([
    "source.subnetId: subnet-1; subnet-2, which ecs-1 has",
    "source.securityGroupId: sg-2; sg-3, which ecs-1 has",
  ]);
});

it("judges the interface in the given subnet, where two networks have the same address", async () => {
  const twin = { ...PORT, network_id: "subnet-2", security_groups: ["sg-3"] };
  expect(await problems({}, [twin, PORT])).toEqual([]);
  const groups = (subnetId: string | undefined, ...ports: object[]) =>
    groupsOfMachine({ send: async () => ({ ports }) } as unknown as HuaweiClient, {
      ...{ machineId: "ecs-1", address: "192.168.10.5", subnetId },
    });
  expect(await groups("subnet-1", twin, PORT)).toEqual(["sg-1", "sg-2"]);
  expect(await groups("subnet-9", PORT)).toEqual(["sg-1", "sg-2"]);
  expect(await groups(undefined, twin, PORT)).toBeUndefined();
  expect(await groups("subnet-9", twin, PORT)).toBeUndefined();
});

it.each([
  ["nothing", []],
  ["the interface of something else than a machine", [{ ...PORT, device_owner: "network:RDS" }]],
  ["the interface of another machine, by a service that ignores the filter", [{ ...PORT, device_id: "ecs-2" }]],
])("knows no machine by %s", async (_, ports) => {
  expect(await problems({}, ports)).toEqual([
    "source.instanceId: ecs-1, which has no network interface in cn-north-4; a machine of Huawei ECS in cn-north-4",
  ]);
});

it("refuses an answer that is no list, and concludes nothing from a subnet that it may not see", async () => {
  await expect(problems({}, "none" as never)).rejects.toThrow(/ports/);
  expect(await problems({ vpcId: "vpc-9" }, [PORT], null as never)).toEqual([]);
});
