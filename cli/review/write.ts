import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { visible } from "../../model/printing/visible";
import { json, junit, markdown, type Review, sarif, summary } from "../../policies/review";
import { childEnvironment } from "../../system/environment.mjs";
import { projectFolder } from "../engine/project";
import { printError, printRaw } from "../terminal/print";
import { root } from "./options";
import { readManifest } from "./project";
import { publishedDocs } from "./published";

export interface Outputs {
  junit?: string;
  docs?: string;
  markdown?: string;
  sarif?: string;
  json?: string;
  cwd: string;
}

/** Writes every requested format; without any, the comment goes to standard output. */
export async function write(review: Review, outputs: Outputs): Promise<void> {
  const docs = await publishedDocs(outputs.docs, process.env);
  const links = docs ? { docs } : {};
  const comment = markdown(review, links);
  if (outputs.markdown) writeFileSync(outputs.markdown, comment);
  if (outputs.sarif) {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const report = sarif(review, { version, stacks: await stackFolder(outputs.cwd), ...links });
    writeFileSync(outputs.sarif, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (outputs.json) writeFileSync(outputs.json, `${JSON.stringify(json(review, docs), null, 2)}\n`);
  if (outputs.junit) writeFileSync(outputs.junit, junit(review));
  if (!outputs.markdown && !outputs.sarif && !outputs.json && !outputs.junit) printRaw(comment);
  for (const stack of review.stacks) printError(`${visible(stack.stack)}: ${summary(stack)}\n`);
}

/** The folder of the stack files relative to the repository's root, as code scanning expects. */
async function stackFolder(cwd: string): Promise<string> {
  const folder = projectFolder(cwd);
  const file = join(folder, "Pulumi.yaml");
  const { stackConfigDir = "." } = readManifest(file);
  const prefix = await execa("git", ["rev-parse", "--show-prefix"], {
    cwd: folder,
    env: childEnvironment("tool"),
    extendEnv: false,
    reject: false,
  });
  return join(prefix.exitCode === 0 ? prefix.stdout : "", stackConfigDir);
}
