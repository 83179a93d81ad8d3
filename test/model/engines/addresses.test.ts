import { describe, expect, test } from "vitest";
import { covers, readAddressList } from "../../../model/addresses";
import { REGIONS } from "../../../model/clouds";
import { ENGINE_FACTS } from "../../../model/engines";
import { DTS_RANGE, OVER_A_PRIVATE_WAY } from "../../../model/engines/alibabaDts/addresses";
import type { EngineFacts } from "../../../model/engines/facts";
import { dtsAddresses, dtsAddressesInside } from "../../../model/engines/tencentDts/addresses";
import { defaultSettings } from "../../../policies/core/settings";
import { runPack } from "../../../policies/testkit";
import { aliRule, hwRule, NOW, resource } from "../../policies/cases/case";

const TENCENT = REGIONS.tencentcloud.flatMap((region) => dtsAddresses(region) ?? []);
/** What the pack says of rules in Huawei Cloud, in a migration by an engine or in none. */
const judged = async (blocks: readonly string[], engine?: string, region = "cn-shenzhen") => {
  const migration = resource("df.Migration", { name: "shop", phase: "prepare" }, { name: "shop" });
  const parent = engine ? { parent: "shop" } : {};
  const task = { engine, source: { region: "eu-west-101" }, target: { region } };
  const rules = blocks.map((block, at) =>
    resource("hw.Rule", { ...hwRule, remoteIpPrefix: block }, { name: `rule-${at}`, ...parent }),
  );
  const others = engine
    ? [migration, resource("dbferry:index:ReplicationTask", task, { name: "task", ...parent })]
    : [];
  const { reports } = await runPack([...others, ...rules], { now: NOW, config: { dbferry: {} } });
  return reports.filter(({ policy }) => policy === "NET-04");
};
const violationsOf = async (...given: Parameters<typeof judged>) =>
  (await judged(...given)).map(({ policy }) => policy);

describe("the published addresses of Tencent DTS", () => {
  test("are all let in", async () => {
    expect(TENCENT.length).toBeGreaterThan(40);
    expect(await violationsOf(TENCENT, "tencent-dts", "ap-chongqing")).toEqual([]);
  });

  test("are whole blocks on the internet", () => {
    for (const { blocks } of readAddressList(TENCENT))
      expect(covers(["10.0.0.0/8", "100.64.0.0/10"], blocks)).toBe(false);
    expect(TENCENT.filter((one) => one.includes("/"))).toContain("139.186.130.0/23");
  });

  test("are those of the settings instead, where they name any", () => {
    expect(dtsAddresses("ap-guangzhou", ["198.51.100.7"])).toEqual(["198.51.100.7"]);
    expect(dtsAddresses("sa-saopaulo")).toBeUndefined();
  });
});

test("the published ranges of Tencent DTS inside its cloud are those of the settings instead, where they name any", () => {
  expect(dtsAddressesInside()).toHaveLength(21);
  for (const { blocks } of readAddressList([...dtsAddressesInside()])) expect(blocks).toHaveLength(1);
  expect(dtsAddressesInside(["10.1.2.0/24"])).toEqual(["10.1.2.0/24"]);
});

describe("the published private ranges of Alibaba DTS", () => {
  const listed = REGIONS.alicloud.filter((region) => OVER_A_PRIVATE_WAY.published(region));

  test("are parts of the service's range", () => {
    expect(listed).toHaveLength(17);
    for (const region of listed) expect(covers([DTS_RANGE], [...OVER_A_PRIVATE_WAY.published(region)!])).toBe(true);
  });

  test("are not known for a region that the vendor's page leaves out", () => {
    expect(OVER_A_PRIVATE_WAY.published("cn-chengdu")).toBeUndefined();
  });
});

describe("a range wider than a /24", () => {
  /** Those that are no private networks. */
  const TENCENT_INSIDE = ["9.145.0.0/16", "9.146.0.0/16", "11.163.0.0/16"];
  const wide = Object.values<EngineFacts>(ENGINE_FACTS).flatMap(({ wideRanges = [] }) => wideRanges);

  test("is let in if a vendor publishes it", async () => {
    expect(wide.map(({ block }) => block)).toEqual([
      "139.186.130.0/23",
      ...TENCENT_INSIDE,
      "112.74.0.0/16",
      "120.24.0.0/16",
      "120.25.0.0/16",
      DTS_RANGE,
    ]);
    for (const { source, date } of wide) expect(`${source}, ${date}`).toMatch(/DTS.*, \d{4}-\d{2}-\d{2}$/);
    const known = defaultSettings().vendorRanges.map(({ block, source, date }) => ({ block, source, date }));
    expect(known).toEqual(wide.map(({ block, source, date }) => ({ block, source, date })));
    expect(await violationsOf(["139.186.130.0/23"], "tencent-dts", "ap-chongqing")).toEqual([]);
    expect(await violationsOf(["112.74.0.0/16", "120.24.0.0/16", "120.25.0.0/16", DTS_RANGE], "alibaba-dts")).toEqual(
      [],
    );
  });

  test.each([
    [
      "in another cloud",
      undefined,
      "cn-shenzhen",
      /not in the cloud of Alibaba DTS, and belongs to no migration of it/,
    ],
    ["in a migration by another service", "drs", "cn-shenzhen", /the migration uses drs/],
    [
      "in another region",
      "alibaba-dts",
      "cn-hangzhou",
      /of tasks in cn-shenzhen, and the migration is in .*cn-hangzhou/,
    ],
  ])("is refused %s, with the page that publishes it", async (_, engine, region, why) => {
    const [found, ...rest] = await judged(["120.24.0.0/16"], engine, region);
    expect(rest).toEqual([]);
    expect(found!.message).toMatch(/Alibaba DTS publishes 120\.24\.0\.0\/16 \(.+84900.+, read on 2026-11-30\)/);
    expect(found!.message).toMatch(why);
  });

  test("is only for the hosts of an account where the service needs no other way in", async () => {
    const rules = await judged(TENCENT_INSIDE, "tencent-dts");
    expect(rules.map(({ message }) => message)).toEqual(
      TENCENT_INSIDE.map(() =>
        expect.stringMatching(/publishes .*, but Tencent DTS comes from it past every allowlist/),
      ),
    );
    const migration = resource("df.Migration", { name: "shop", phase: "prepare" }, { name: "shop" });
    const own = (type: string, inputs: object) =>
      resource(`dbferry:index:${type}`, inputs as never, { name: type, parent: "shop" });
    const task = own("ReplicationTask", { engine: "tencent-dts", path: "vpc", target: { region: "ap-guangzhou" } });
    const hosts = (start: string) => own("MysqlAccount", { user: "df_shop", hosts: [`${start}/255.255.0.0`] });
    const of = async (start: string) =>
      (await runPack([migration, task, hosts(start)], { now: NOW, config: { dbferry: {} } })).reports
        .filter(({ policy }) => policy === "NET-07")
        .map(({ message }) => message);
    expect(await of("9.145.0.0")).toEqual([]);
    expect(await of("9.147.0.0")).toEqual([expect.stringMatching(/wider than one network/)]);
  });

  test("is let in in the service's own cloud, whatever the program is", async () => {
    const own = resource("ali.Rule", { ...aliRule, cidrIp: "120.24.0.0/16" }, { name: "own" });
    expect((await runPack([own], { now: NOW, config: { dbferry: {} } })).violations).not.toContain("NET-04");
  });

  test.each(["139.186.130.0/22", "139.186.132.0/23", "112.74.0.0/15", "112.75.0.0/16"])(
    "is refused if none does: %s",
    async (block) => {
      expect(await violationsOf([block])).toEqual(["NET-04"]);
    },
  );
});
