import { expect, it } from "vitest";
import type { Location } from "../../../model/clouds/location";
import { allowlistGroup } from "../../../model/names";
import type { Named } from "../../../model/openings";
import { closeOpenings, listOpenings } from "../../../provider/audit";
import type { Config } from "../../../provider/registry/config";
import { serveVendor } from "../support/loopbackVendor";

const at: Location = { cloud: "alicloud", region: "cn-hangzhou" };
const ownership = { organization: "acme", project: "dbferry", stack: "test", id: "4f1c0d9be2a7" };
const OURS = allowlistGroup("shop", "rm-1", ownership);

type Groups = Record<string, string[]>;
interface Instance {
  groups: Groups;
  /** The account sees it in no list. */
  unlisted?: true;
  /** Nor may it read it. */
  refused?: [status: number, code: string];
}

/** Alibaba Cloud with these instances, and what was taken off their allowlists. */
async function cloudOf(instances: Record<string, Instance>) {
  const removed: string[] = [];
  const answerOf = (action: string, query: URLSearchParams): [number, object] => {
    if (action === "DescribeDtsJobs") return [200, { Success: true, DtsJobList: [], TotalRecordCount: 0 }];
    if (action === "DescribeDBInstances") {
      const listed = Object.keys(instances).filter((id) => !instances[id]!.unlisted);
      const items = listed.map((DBInstanceId) => ({ DBInstanceId }));
      return [200, { Items: { DBInstance: items }, TotalRecordCount: items.length, PageNumber: 1 }];
    }
    const { groups, refused = undefined } = instances[query.get("DBInstanceId")!]!;
    if (refused) return [refused[0], { Code: refused[1], Message: "you may not see it", HostId: "rds" }];
    if (action === "DescribeDBInstanceNetInfo") return [200, { DBInstanceNetInfos: { DBInstanceNetInfo: [] } }];
    if (action === "ModifySecurityIps") {
      expect(query.get("ModifyMode")).toBe("Delete");
      removed.push(`${query.get("DBInstanceIPArrayName")}: ${query.get("SecurityIps")}`);
      return [200, {}];
    }
    expect(action).toBe("DescribeDBInstanceIPArrayList");
    const lists = Object.entries(groups).map(([name, entries]) => ({
      DBInstanceIPArrayName: name,
      DBInstanceIPArrayAttribute: "",
      SecurityIPList: entries.join(","),
    }));
    return [200, { Items: { DBInstanceIPArray: lists } }];
  };
  const url = await serveVendor(async (request, response) => {
    for await (const _ of request);
    const { searchParams } = new URL(request.url!, "http://it");
    const action = String(request.headers["x-acs-action"] ?? searchParams.get("Action"));
    const [status, body] = answerOf(action, searchParams);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...body, RequestId: "r-1" }));
  });
  const keys = { accessKey: "AKIDtest", secretKey: "a-secret-key" };
  const config = { alicloud: { ...keys, endpoints: { rds: url, dts: url } } } as Config;
  const audit = (named: Named[], made: string[] = []) =>
    listOpenings(config, [at], { migration: "shop", ownership, named, made });
  return { config, audit, removed };
}

const rm1: Named = { at, kind: "instance", id: "rm-1" };

it("finds what is open on an instance of the migration that no list shows", async () => {
  const { audit } = await cloudOf({ "rm-1": { unlisted: true, groups: { [OURS]: ["1.2.3.4"] } } });
  const { openings, read, unread } = await audit([rm1]);
  expect(openings).toMatchObject([{ id: `rm-1/${OURS}`, addresses: ["1.2.3.4"] }]);
  expect([read, unread]).toEqual([[at], []]);
});

it.each([
  [403, "Forbidden.RAM"],
  [404, "InvalidDBInstanceId.NotFound"],
])("has not read a region with an instance of the migration that it cannot see (%s %s)", async (...refused) => {
  const { audit } = await cloudOf({
    "rm-1": { unlisted: true, groups: {}, refused },
    "rm-2": { groups: { [allowlistGroup("shop", "rm-2", ownership)]: ["1.2.3.4"] } },
  });
  const { openings, read, unread } = await audit([rm1]);
  expect(read).toEqual([]);
  expect(unread).toEqual([{ at, reason: expect.stringMatching(/rm-1.+you may not see it/) }]);
  expect(openings.map(({ id }) => id)).toEqual([expect.stringContaining("rm-2/")]);
});

it("finds what dbferry added to a group with another name, and nothing else in it", async () => {
  const { audit } = await cloudOf({
    "rm-1": { groups: { office: ["10.0.0.1", "1.2.3.4", "127.0.0.1"], other: ["10.9.9.9"] } },
  });
  const group: Named = { at, kind: "allowlistGroup", id: "rm-1/office", entries: ["1.2.3.4/32", "5.6.7.8"] };
  const { openings } = await audit([group], ["rm-1/office"]);
  expect(openings).toMatchObject([{ id: "rm-1/office", addresses: ["1.2.3.4"], migration: "shop" }]);
  expect((await audit([{ ...group, entries: ["5.6.7.8"] }], ["rm-1/office"])).openings).toEqual([]);
});

it("closes only what was shown, although the group has more now", async () => {
  const groups = { [OURS]: ["1.2.3.4"], office: ["10.0.0.1", "5.6.7.8"] };
  const { config, audit, removed } = await cloudOf({ "rm-1": { groups } });
  const group: Named = { at, kind: "allowlistGroup", id: "rm-1/office", entries: ["5.6.7.8"] };
  const { openings } = await audit([group], ["rm-1/office"]);
  groups[OURS]!.push("9.9.9.9");
  expect(await closeOpenings(config, openings)).toEqual([]);
  expect(removed.sort()).toEqual([`${OURS}: 1.2.3.4`, "office: 5.6.7.8"]);
});
