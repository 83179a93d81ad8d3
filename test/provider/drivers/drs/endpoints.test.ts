import { expect, it } from "vitest";
import { wireEndpoint } from "../../../../provider/drivers/drs/endpoints";

const inVpc = {
  cloud: "huaweicloud",
  region: "cn-north-4",
  host: "192.168.10.5",
  port: 3307,
  vpcId: "vpc-1",
  subnetId: "subnet-1",
  securityGroupId: "sg-1",
} as const;
const network = { vpc_id: "vpc-1", subnet_id: "subnet-1", security_group_id: "sg-1" };
const server = { db_type: "mysql", ip: "192.168.10.5", db_port: 3307 };

it("names an RDS instance by its id, region and project", () => {
  expect(wireEndpoint({ ...inVpc, instanceId: "rds-1" }, "project-1")).toEqual({
    ...server,
    ...network,
    ...{ inst_id: "rds-1", region: "cn-north-4", project_id: "project-1" },
  });
});

it("names MySQL on a machine by its address and network, because those three are of RDS only", () => {
  expect(wireEndpoint({ ...inVpc, machineId: "ecs-1" }, "project-1")).toEqual({ ...server, ...network });
});

it("says nothing but the address of a server elsewhere", () => {
  const elsewhere = { ...inVpc, cloud: "onprem" } as const;
  expect(wireEndpoint(elsewhere, "project-1")).toEqual(server);
});
