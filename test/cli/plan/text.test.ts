import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { planText } from "../../../cli/plan/text";
import { pageOf } from "../../../model/plan/page";
import { SCENARIOS } from "../../../model/scenario";
import { parseMigration } from "../../../model/spec";
import { rehearse } from "../../../stacks/rehearsal";

const root = resolve(__dirname, "../../..");

async function planned(id: string) {
  const written = parse(readFileSync(join(root, `stacks/Pulumi.${id}.yaml`), "utf8")).config["dbferry:migration"];
  const now = new Date(Date.parse(written.expires) - 7 * 86_400_000);
  const { migration } = parseMigration(written, "prepare", now);
  return pageOf(migration, await rehearse(migration));
}

it.each(SCENARIOS.map(({ id }) => id))("the plan of %s fits a terminal of 80 columns, whole", async (id) => {
  const page = await planned(id);
  const text = planText(page, 80);
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const { name } of page.resources) expect(text).toContain(`${name}: `);
  for (const words of ["The path of the data", "What it makes", "In which order", "What it costs", "What is left"])
    expect(text).toContain(words);
});
