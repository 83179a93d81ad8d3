import { expect, it } from "vitest";
import type { Driver } from "../../../provider/core/driver";
import type { TaskInfo } from "../../../provider/core/task";
import { driftOf } from "../../../provider/resources/task/drift";
import { differences, type Wanted } from "../../../provider/resources/task/takeable";

const WANTED = {
  ...{ name: "dbferry-shop", path: "vpn", mode: "full+incremental", description: "", tags: {} },
  source: { cloud: "onprem", host: "10.1.0.7", port: 3306, vpcId: "vpc-1", gatewayId: "vpngw-1", subnetId: "subnet-1" },
  target: { cloud: "tencentcloud", instanceId: "cdb-1", host: "10.20.10.5", port: 3306 },
} satisfies Wanted;
const seen = (more: Partial<TaskInfo>) => differences(more as TaskInfo, WANTED);

it("a task that reaches its source another way than it was given is another task", () => {
  expect(seen({ sourcePath: "vpn", sourceInstanceId: "vpc-1", sourceGatewayId: "vpngw-1" })).toEqual([]);
  // Not configured yet, or a service that does not show it.
  expect(seen({})).toEqual([]);
  expect(seen({ sourcePath: "public" })).toEqual(["path: public; needed: vpn"]);
  expect(seen({ sourcePath: "vpn", sourceInstanceId: "vpc-9", sourceGatewayId: "vpngw-9" })).toEqual([
    "source.gatewayId: vpngw-9; needed: vpngw-1",
    "source.instanceId: vpc-9; needed: vpc-1",
  ]);
});

const WAY = { sourceGatewayId: "vpngw-1", sourceHost: "10.1.0.7", sourcePort: "3306", sourceSubnetId: "subnet-1" };
const STARTED: Partial<TaskInfo> = { sourcePath: "vpn", state: "incremental", started: true, ...WAY };

it("a started task that was pointed at another server behind the same VPN is another task", () => {
  expect(seen(STARTED)).toEqual([]);
  expect(seen({ ...STARTED, sourceHost: "10.1.0.8", sourcePort: "3307", sourceSubnetId: "subnet-9" })).toEqual([
    "source.host: 10.1.0.8; needed: 10.1.0.7",
    "source.port: 3307; needed: 3306",
    "source.subnetId: subnet-9; needed: subnet-1",
  ]);
  expect(seen({ ...STARTED, state: "scheduled", started: false, sourceHost: "10.1.0.8" })).toHaveLength(1);
});

it("a task that has not started is told the way again by its run, so that another gateway may be named", () => {
  expect(seen({ ...STARTED, state: "configuring", started: false, sourceGatewayId: "vpngw-9" })).toEqual([]);
  // It has run before: nothing is configured again.
  expect(seen({ ...STARTED, state: "configuring", sourceGatewayId: "vpngw-9" })).toHaveLength(1);
});

it("what a started task no longer shows of the way is reported as not proven", () => {
  const driver = { title: "Tencent DTS", egress: () => ({ blocks: [] }) } as unknown as Driver;
  const drift = (more: Partial<TaskInfo>) =>
    driftOf(driver, { id: "dts-1", name: "dbferry-shop", description: "", ...STARTED, ...more } as TaskInfo, {
      ...WANTED,
      own: {},
    });
  expect(drift({})).toEqual([]);
  expect(drift({ sourceHost: undefined })).toEqual([
    "the task 'dbferry-shop' (dts-1) of Tencent DTS does not show its source.host: that it is 10.1.0.7 is not proven",
  ]);
});
