import { describe, expect, test } from "vitest";
import { distributionOf } from "../support/servers";
import { bad, good, maria, modern, type Scenario, upgrade } from "./real/scenarios";

function hold(scenarios: readonly Scenario[]): void {
  for (const { name, expect: wanted, found, told } of scenarios) {
    const wrong = Object.entries(wanted).filter(([id, status]) => found[id] !== status);
    expect(wrong.map(([id, status]) => `${name}: ${id} is ${found[id]}, not ${status}: ${told[id]}`)).toEqual([]);
  }
}

describe("checks on real servers", () => {
  test("MySQL 5.6.24, prepared, with the least rights", async () => hold(await good()));
  test("MySQL 5.6.24, as found, with the hostile schema", async () => hold(await bad()));
  test("MySQL 5.6.24 to 9", async () => {
    const distribution = await distributionOf("mysql9");
    hold(await upgrade(distribution));
  });
  test("MySQL 9", async () => {
    const distribution = await distributionOf("mysql9");
    hold(await modern(distribution));
  });
  test("MariaDB", async () => {
    const distribution = await distributionOf("mariadb");
    hold(await maria(distribution));
  });
});
