import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { readMigration } from "../../model/spec";

const folder = resolve(__dirname, "../../stacks");
const examples = readdirSync(folder).filter((name) => /^Pulumi\..*\.yaml$/.test(name));

it("there is more than one worked example", () => expect(examples.length).toBeGreaterThan(1));

it.each(examples)("the worked example %s is a valid migration", (name) => {
  const { config } = parse(readFileSync(join(folder, name), "utf8"));
  const expires = new Date(config["dbferry:migration"].expires);
  const now = new Date(expires.getTime() - 7 * 86_400_000);
  expect(readMigration(config["dbferry:migration"], config["dbferry:phase"], now).problems).toEqual([]);
});
