import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { SCENARIOS, scenarioOf } from "../../model/scenario";
import { readMigration } from "../../model/spec";

const folder = resolve(__dirname, "../../stacks");
const examples = readdirSync(folder).flatMap((name) => /^Pulumi\.(.*)\.yaml$/.exec(name)?.[1] ?? []);

it("every route that can be taken has its worked example", () => {
  expect(examples.toSorted()).toEqual(SCENARIOS.map(({ id }) => id).toSorted());
});

it.each(examples)("the worked example %s is a valid migration, and takes the route that it is named after", (name) => {
  const { config } = parse(readFileSync(join(folder, `Pulumi.${name}.yaml`), "utf8"));
  const expires = new Date(config["dbferry:migration"].expires);
  const now = new Date(expires.getTime() - 7 * 86_400_000);
  const read = readMigration(config["dbferry:migration"], config["dbferry:phase"], now);
  expect(read.problems).toEqual([]);
  expect(scenarioOf(read.value!.migration)?.id).toBe(name);
});
