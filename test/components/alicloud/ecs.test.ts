import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Migration } from "../../../components/migration";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";
import { Registrations, settled } from "../support/registered";

const BLOCKS = ["100.104.52.0/24", "100.104.53.0/24"];

let made: Registrations;
let said: string[] = [];

const returned = ({ type, inputs }: pulumi.runtime.MockResourceArgs): any =>
  type.endsWith(":ReplicationTask") ? { ...inputs, taskId: "task-1", egressCidrs: BLOCKS } : inputs;

async function build() {
  await made.start(false, returned);
  const { migration } = parseMigration(
    smallestMigration((spec) => {
      Object.assign(spec, { engine: "alibaba-dts", path: "vpc", alibabaDts: { instanceClass: "small" } });
      const inVpc = { vpcId: "vpc-1", subnetId: "vsw-1", securityGroupId: "sg-1", privateIp: "172.16.10.10" };
      spec.source = {
        ...{ place: "vm", cloud: "alicloud", region: "cn-hangzhou", instanceId: "i-1", ...inVpc },
        ...{ port: 3307, databases: ["shop"], admin: { user: "dba" } },
      };
      spec.target = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-2", admin: { user: "root" } };
    }),
    "prepare",
    NOW,
  );
  const built = new Migration("shop", {
    spec: migration,
    phase: "prepare",
    passwords: { source: "one", target: "two" },
  });
  await settled(built.urn);
  await settled(built.hostOpenings);
  await pulumi.runtime.disconnect();
}

beforeEach(() => {
  made = new Registrations();
  said = [];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(pulumi.log, "warn").mockImplementation(async (message) => void said.push(message));
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("a machine's security group lets in every range of the service at the server's port, and nothing else of it is changed", async () => {
  await build();
  const [atSource, atTarget] = made.of("AllowlistEntry").sort((a, b) => a.name.localeCompare(b.name));
  expect(atSource!.inputs).toMatchObject({
    ...{ cloud: "alicloud", region: "cn-hangzhou", instanceId: "i-1", cidrs: BLOCKS },
    securityGroup: { id: "sg-1", port: 3307 },
  });
  expect(atTarget!.inputs).toMatchObject({ instanceId: "rm-2", cidrs: BLOCKS });
  expect(atTarget!.inputs.securityGroup).toBeUndefined();
  expect(made.all.filter(({ type }) => type.startsWith("alicloud:"))).toEqual([]);
});

it("the task knows the machine by its id, and a person is told what to open on it for each range", async () => {
  await build();
  const [task] = made.of("ReplicationTask");
  expect(task!.inputs.source).toMatchObject({ cloud: "alicloud", machineId: "i-1", host: "172.16.10.10", port: 3307 });
  for (const block of BLOCKS)
    expect(said.join("\n")).toContain(`# open on 172.16.10.10: TCP port 3307 from ${block}, and nothing else`);
});
