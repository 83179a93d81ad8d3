import { describe, expect, it } from "vitest";
import { ENGINE_FACTS, ENGINES } from "../../../model/engines";
import type { EngineFacts } from "../../../model/engines/facts";
import { costsOf, priceText, totalText } from "../../../model/plan/costs";
import type { Lasting } from "../../../model/plan/registered";
import { type GivenPrices, PRICES, readPrices } from "../../../model/prices";
import { PLACES, parseMigration } from "../../../model/spec";
import type { PlaceFacts } from "../../../model/spec/places/place";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const { migration } = parseMigration(smallestMigration(), "prepare", NOW);
const EIP = "huaweicloud:index/vpcEip:VpcEip";
const made = (...all: [type: string, role: string][]): Lasting[] =>
  all.map(([type, role]) => ({ type, name: `shop-${role}`, role, custom: true, from: "prepare", until: "done" }));
const eips = made([EIP, "eip-1"], [EIP, "eip-2"]);
const totals = (given?: GivenPrices, of = eips) => costsOf(migration, of, given).totals.map(totalText);

describe("the prices", () => {
  it("have a document and a date for every figure, and a reason wherever there is none", () => {
    expect(new Set(PRICES.map(({ id }) => id)).size).toBe(PRICES.length);
    for (const { id, list, evidence } of PRICES) {
      if (list === "free" || !("notPriced" in list)) {
        expect(evidence?.url, id).toMatch(/^https:\/\//);
        expect(evidence?.read, id).toMatch(/^20\d\d-\d\d-\d\d$/);
        if (list !== "free") expect(list.amount, id).toBeGreaterThan(0);
      } else expect(list.notPriced, id).toMatch(/\w{4}/);
    }
  });

  it("are read from the command line, every mistake at once", () => {
    expect([...readPrices(["drs.hour=0.52usd", "huawei-eip.gb=0.8 CNY"])]).toEqual([
      ["drs.hour", { amount: 0.52, currency: "USD" }],
      ["huawei-eip.gb", { amount: 0.8, currency: "CNY" }],
    ]);
    const wrong = () => readPrices(["drs.hours=1USD", "drs.hour", "drs.hour=-1USD", "drs.hour=1USD", "drs.hour=2USD"]);
    expect(wrong).toThrow(/4 problems/);
    expect(wrong).toThrow(/did you mean drs\.hour\?/);
    expect(wrong).toThrow(/drs\.hour twice/);
  });
});

it("every id in the facts of an engine or a place is that of a price", () => {
  const known = PRICES.map(({ id }) => id);
  const engines = ENGINES.flatMap((engine) => {
    const { prices }: EngineFacts = ENGINE_FACTS[engine];
    const compared = ["cn-hangzhou", "ap-southeast-1"].map((region) => prices?.compared?.(region));
    return [prices?.task, prices?.moved.public, prices?.moved.private, ...compared];
  });
  const places = Object.values(PLACES).flatMap(({ prices }: PlaceFacts) => [prices?.leaving, prices?.entry]);
  const ids = [...engines, ...places].filter((id) => id !== undefined);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.filter((id) => !known.includes(id))).toEqual([]);
});

describe("the costs of a plan", () => {
  it("have a line for whatever is charged, and count what is charged for each", () => {
    const { lines } = costsOf(migration, eips);
    expect(lines.map(({ id, count }) => `${id} ${count}`).sort()).toEqual([
      "alibaba-rds-endpoint.gb 1",
      "drs.gb 1",
      "drs.hour 1",
      "huawei-eip.gb 1",
      "huawei-eip.hour 2",
    ]);
    expect(priceText(lines.find(({ id }) => id === "drs.hour")!)).toMatch(/^not priced: /);
    expect(priceText(lines.find(({ id }) => id === "alibaba-rds-endpoint.gb")!)).toMatch(
      /^free, according to the vendor/,
    );
  });

  it("do not leave out what lets a caller in, in a place of which no price is known", () => {
    const { source } = parseMigration(
      smallestMigration((input) => {
        const { databases } = input.source;
        Object.assign(input, { path: "vpc" });
        input.source = { ...input.target, place: "vm", cloud: "huaweicloud", instanceId: "ecs-1", databases };
      }),
      "prepare",
      NOW,
    ).migration;
    const entry = made(["dbferry:index:AllowlistEntry", "allowlist"]);
    expect(costsOf({ ...migration, source }, entry).lines.map(({ what }) => what)).toContain(
      "what lets the task in to MySQL on a virtual machine",
    );
    expect(costsOf(migration, entry).lines.map(({ id }) => id)).toContain("alibaba-rds-list.hour");
  });

  it("give no sum while nothing is priced, and not nothing", () => {
    expect(totals()).toEqual([
      "not known: 1 charge by the hour is not priced; not included: 1 charge only at times",
      "not known: 2 charges by the GB are not priced",
    ]);
  });

  it("give a lower bound while something is not priced, and the sum once everything is", () => {
    expect(totals(readPrices(["huawei-eip.gb=0.1USD"]))[1]).toBe(
      "at least 0.1 USD per GB: 1 charge by the GB is not priced",
    );
    expect(totals(readPrices(["drs.hour=3.5CNY", "huawei-eip.gb=0.1USD", "drs.gb=0.2USD"]))).toEqual([
      "3.5 CNY per hour; not included: 1 charge only at times",
      "0.3 USD per GB",
    ]);
  });

  it("have no charge in a sum that applies only at times, such as an EIP while it is bound to nothing", () => {
    expect(totals(readPrices(["huawei-eip.hour=0.01USD"]))[0]).toBe(
      "not known: 1 charge by the hour is not priced; not included: 1 charge only at times",
    );
  });

  it("are nothing only where a vendor's page says so of everything", () => {
    const inside = parseMigration(
      smallestMigration((input) => {
        Object.assign(input, { engine: "alibaba-dts", path: "vpc" });
        input.target = { place: "alicloud-rds", region: "cn-hangzhou", instanceId: "rm-2", admin: { user: "root" } };
      }),
      "prepare",
      NOW,
    ).migration;
    expect(costsOf(inside, []).totals.map(totalText)).toEqual([
      "nothing per hour, except 1 charge only at times",
      "nothing per GB, according to the vendors' pages",
    ]);
    const compared = { ...inside, task: { ...inside.task, consistencyCheck: "full" as const } };
    expect(costsOf(compared, []).totals.map(totalText)[1]).toBe("0.0857 USD per GB");
  });
});
