import { describe, expect, it } from "vitest";
import { EXIT_CODES, verdictOf } from "../../../cli/audit/audit";
import type { Location } from "../../../model/clouds/location";
import { listOpenings } from "../../../provider/audit";
import { lookAtQueue, lookAtTasks } from "../../../provider/audit/tasks";
import type { Config } from "../../../provider/registry/config";
import { serveVendor } from "../support/loopbackVendor";

const WORDS = "you may not see it";
const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key" };

const tencent = async (): Promise<[Config, Location]> => {
  const url = await serveVendor(async (request, response) => {
    for await (const _ of request);
    const refused = { Error: { Code: "UnauthorizedOperation", Message: WORDS }, RequestId: "r-1" };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ Response: refused }));
  });
  const endpoints = { dts: url, cdb: url, vpc: url };
  return [{ tencentcloud: { ...keys, endpoints } } as Config, { cloud: "tencentcloud", region: "ap-guangzhou" }];
};

const alibaba = async (): Promise<[Config, Location]> => {
  const url = await serveVendor(async (request, response) => {
    for await (const _ of request);
    response.writeHead(403, { "content-type": "application/json" });
    response.end(JSON.stringify({ Code: "Forbidden.RAM", Message: WORDS, RequestId: "r-1", HostId: "dts" }));
  });
  const endpoints = { dts: url, rds: url, ecs: url };
  return [{ alicloud: { ...keys, endpoints } } as Config, { cloud: "alicloud", region: "cn-hangzhou" }];
};

describe.each([
  ["Tencent DTS", "tencent-dts", tencent],
  ["Alibaba DTS", "alibaba-dts", alibaba],
] as const)("a cloud that shows %s to nobody without permission", (title, engine, cloud) => {
  it("is named with its reason, and nothing there counts as closed: cancel and audit end with 3", async () => {
    const [config, at] = await cloud();
    const { read, unread, openings } = await listOpenings(config, [at]);
    expect([read, openings]).toEqual([[], []]);
    expect(unread).toEqual([{ at, reason: expect.stringContaining(WORDS) }]);
    expect(unread[0]!.reason).toContain(title);
    const notLookedAt = unread.map(({ reason }) => ({ where: at.cloud, reason }));
    const verdict = verdictOf({ findings: [], notLookedAt, takenOver: [] });
    expect([verdict, EXIT_CODES[verdict]]).toEqual(["notProven", 3]);
  });

  it("leaves a task, and one that comes first, not known", async () => {
    const [config, at] = await cloud();
    const task = { id: "t-1", engine, ends: { source: at, target: at } };
    expect(await lookAtTasks(config, [task])).toEqual([{ unread: expect.stringContaining(WORDS) }]);
    expect(await lookAtQueue(config, task, ["dbferry-orders"])).toEqual([
      {
        turn: "blocked",
        isUnread: true,
        why: expect.stringMatching(/'dbferry-orders', which comes first: not proven/),
      },
    ]);
  });
});
