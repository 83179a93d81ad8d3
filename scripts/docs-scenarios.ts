import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { SCENARIOS } from "../model/scenario";
import { type Example, scenarioDocuments, scenarioList } from "../stacks/scenarios";

/** Writes docs/scenarios.md and docs/scenarios from the worked examples; a page whose route is gone is removed. */
async function write(): Promise<void> {
  const docs = join(process.cwd(), "docs");
  const documents = new Map([["scenarios.md", scenarioList(exampleOf)]]);
  for (const { id } of SCENARIOS)
    for (const [path, text] of Object.entries(await scenarioDocuments(id, exampleOf(id)))) documents.set(path, text);
  mkdirSync(join(docs, "scenarios"), { recursive: true });
  for (const name of readdirSync(join(docs, "scenarios")))
    if (!documents.has(`scenarios/${name}`)) rmSync(join(docs, "scenarios", name));
  for (const [path, text] of documents) writeFileSync(join(docs, path), text);
}

function exampleOf(id: string): Example {
  const text = readFileSync(join(process.cwd(), `stacks/Pulumi.${id}.yaml`), "utf8");
  return { text, config: parse(text).config };
}

void write();
