import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { STACK } from "../../cli/demo/workspace";
import type { Field } from "./harness";

/** After the first phase, the engine's state has exactly the resources that the plan says it makes. */
export async function isAsPlanned(field: Field): Promise<void> {
  const file = join(field.project.folder, "plan.html");
  const plan = await field.dbferry("plan", "--html", file);
  expect(plan.code, plan.text).toBe(0);
  const rows = readFileSync(file, "utf8").matchAll(
    /<code>([^<]+)<\/code> <code>([^<]+)<\/code>.*made in <code>prepare<\/code>/g,
  );
  const planned = [...rows].map(([, name, type]) => `${name} ${type}`).sort();
  const state = await field.pulumi("stack", "export", "--stack", STACK);
  const { deployment } = JSON.parse(state.text);
  const made = deployment.resources
    .filter(({ custom, type }: any) => custom && !type.startsWith("pulumi:"))
    .map(({ urn, type }: any) => `${urn.split("::").at(-1)} ${type}`)
    .sort();
  expect(made).toEqual(planned);
}
