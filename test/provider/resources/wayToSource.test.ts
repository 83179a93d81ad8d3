import { expect, it } from "vitest";
import type { TaskInfo } from "../../../provider/core/task";
import { differences, type Wanted } from "../../../provider/resources/task/takeable";

const WANTED = {
  ...{ name: "dbferry-shop", path: "vpn", mode: "full+incremental", description: "", tags: {} },
  source: { cloud: "onprem", host: "10.1.0.7", port: 3306, vpcId: "vpc-1", gatewayId: "vpngw-1" },
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
