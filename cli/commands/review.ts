import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type Command, Option } from "commander";
import { execa } from "execa";
import {
  Collector,
  type CommentPlace,
  changedStacks,
  githubPlace,
  gitlabPlace,
  json,
  markdown,
  marker,
  type Review,
  type ReviewEvent,
  type StackReview,
  sarif,
  summary,
  upsertComment,
  verdictOf,
} from "../../policies/review";
import { projectFolder } from "../engine/project";
import { UserError } from "../terminal/errors";

export interface ReviewOptions {
  stack?: string[];
  since?: string;
  create?: boolean;
  policyPack: string;
  policyConfig?: string;
  markdown?: string;
  sarif?: string;
  json?: string;
  comment?: "github" | "gitlab";
  name?: string;
  cwd: string;
}

const root = resolve(__dirname, "../..");
/** Stands in an HTML comment and in a headline. */
const NAME = /^[\w./ -]{1,100}$/;

export function register(program: Command): void {
  program
    .command("review")
    .description("preview stacks with the policy pack and write the verdict for a pull request")
    .option("-s, --stack <name...>", "the stacks; all of the project by default")
    .option("--since <ref>", "only stacks that the changes since this git revision can affect")
    .option(
      "--create",
      "create stacks that the backend does not know, for a backend that lives as long as the pipeline",
    )
    .option("--policy-pack <folder>", "the pack", join(root, "policies"))
    .option("--policy-config <file>", "its configuration")
    .option("--markdown <file>", "write the comment")
    .option("--sarif <file>", "write SARIF 2.1.0")
    .option("--json <file>", "write JSON")
    .addOption(
      new Option("--comment <where>", "write the comment, or edit the one of an earlier run").choices([
        "github",
        "gitlab",
      ]),
    )
    .option(
      "--name <name>",
      "tells this comment from that of another review of the same pull request; default: the project",
    )
    .option("-C, --cwd <folder>", "folder of the project", process.cwd())
    .action(async (options: ReviewOptions) => {
      // What the pipeline lacks is told before minutes of previews.
      const place = options.comment ? placeOf(options.comment) : undefined;
      const review = await reviewOf(options);
      if (verdictOf(review.stacks) !== "fine") process.exitCode = 1;
      await write(review, options, place);
    });
}

/** Previews each stack with the pack and collects what the engine says, event by event. */
export async function reviewOf(options: ReviewOptions): Promise<Review> {
  const workDir = projectFolder(options.cwd);
  const workspace = await LocalWorkspace.create({ workDir });
  const settings = await workspace.projectSettings();
  const name = options.name ?? settings.name;
  if (!NAME.test(name))
    throw new UserError(`--name ${JSON.stringify(name)}: needed: up to 100 letters, digits, spaces, and . _ / -`);
  const names = await chosen(options, workDir, (settings as { stackConfigDir?: string }).stackConfigDir ?? ".");
  const at = new Date().toISOString();
  const stacks: StackReview[] = [];
  for (const one of names) stacks.push(await reviewStack(one, settings.name, workDir, options));
  return { name, at, stacks };
}

async function chosen(options: ReviewOptions, workDir: string, folder: string): Promise<string[]> {
  if (options.stack && options.stack.length > 0) return options.stack;
  const files = existsSync(join(workDir, folder)) ? readdirSync(join(workDir, folder)) : [];
  const all = files.flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
  // Nothing reviewed must not read like nothing found.
  if (all.length === 0)
    throw new UserError(
      `no Pulumi.<stack>.yaml in ${join(workDir, folder)}; needed: one for each stack, or --stack <name>`,
    );
  if (!options.since) return all;
  const changed = await execa("git", ["diff", "--name-only", `${options.since}...HEAD`], {
    cwd: workDir,
    reject: false,
  });
  if (changed.exitCode !== 0)
    throw new UserError(
      `--since ${options.since}: ${changed.stderr}; needed: a revision of this clone (fetch it first)`,
    );
  return changedStacks(changed.stdout.split("\n").filter(Boolean), all);
}

async function reviewStack(
  name: string,
  project: string,
  workDir: string,
  options: ReviewOptions,
): Promise<StackReview> {
  const collector = new Collector(project, name);
  const fail = (message: string) => collector.take({ diagnosticEvent: { severity: "error", message } });
  let stack: Stack;
  try {
    const place = { stackName: name, workDir };
    // The pack says every finding; a component would end the program at its first.
    const own = { envVars: { DBFERRY_REVIEW: "1" } };
    stack = options.create
      ? await LocalWorkspace.createOrSelectStack(place, own)
      : await LocalWorkspace.selectStack(place, own);
  } catch {
    fail(`the backend does not know the stack "${name}"; log in to the backend that has it, or pass --create`);
    return collector.result();
  }
  let heard = 0;
  try {
    await stack.preview({
      policyPacks: [resolve(options.policyPack)],
      ...(options.policyConfig ? { policyPackConfigs: [resolve(options.policyConfig)] } : {}),
      onEvent: (event) => {
        heard += 1;
        collector.take(event as ReviewEvent);
      },
    });
  } catch (error) {
    const review = collector.result();
    const told = review.errors.length > 0 || review.findings.some((finding) => finding.stops);
    if (!told) fail(heard === 0 ? shortly(error) : "the preview failed and the engine does not say why");
  }
  return collector.result();
}

/** What the engine said before it could tell of anything: its own lines of errors, each once. */
function shortly(error: unknown): string {
  const lines = (error as Error).message
    .split("\n")
    .flatMap((line) => /^(?:\w+: )?error: (.+)$/.exec(line.trim())?.[1] ?? []);
  return [...new Set(lines)].join("; ").slice(0, 500) || "the preview failed";
}

async function write(review: Review, options: ReviewOptions, place?: CommentPlace): Promise<void> {
  const comment = markdown(review);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const stacks = await stackFolder(options.cwd);
  if (options.markdown) writeFileSync(options.markdown, comment);
  if (options.sarif) writeFileSync(options.sarif, `${JSON.stringify(sarif(review, { version, stacks }), null, 2)}\n`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(json(review), null, 2)}\n`);
  const shown = place
    ? await commentAt(place, marker(review), comment)
    : options.markdown || options.sarif || options.json;
  if (!shown) process.stdout.write(comment);
  for (const stack of review.stacks) process.stderr.write(`${stack.stack}: ${summary(stack)}\n`);
}

/** Writes the comment. A token that may not (that of a fork) does not change the verdict: the log carries it then. */
async function commentAt(place: CommentPlace, mark: string, comment: string): Promise<boolean> {
  try {
    process.stderr.write(`comment ${await upsertComment(place, mark, comment, fetch)}\n`);
    return true;
  } catch (error) {
    process.stderr.write(`no comment was written: ${(error as Error).message}\n`);
    return false;
  }
}

/** The folder of the stack files as the repository sees it, which is how code scanning finds them. */
async function stackFolder(cwd: string): Promise<string> {
  const workDir = projectFolder(cwd);
  const workspace = await LocalWorkspace.create({ workDir });
  const { stackConfigDir = "." } = (await workspace.projectSettings()) as { stackConfigDir?: string };
  const prefix = await execa("git", ["rev-parse", "--show-prefix"], { cwd: workDir, reject: false });
  return join(prefix.exitCode === 0 ? prefix.stdout : "", stackConfigDir);
}

/** Where the pipeline says that it runs. */
function placeOf(where: "github" | "gitlab") {
  const need = (name: string) => {
    const value = process.env[name];
    if (!value)
      throw new UserError(
        `--comment ${where} needs ${name} in the environment; a ${where} pipeline of a pull request sets it`,
      );
    return value;
  };
  if (where === "gitlab") {
    const number = Number(need("CI_MERGE_REQUEST_IID"));
    return gitlabPlace({
      api: need("CI_API_V4_URL"),
      project: need("CI_PROJECT_ID"),
      number,
      token: need("GITLAB_TOKEN"),
    });
  }
  const event = JSON.parse(readFileSync(need("GITHUB_EVENT_PATH"), "utf8"));
  const number = event.pull_request?.number ?? event.number;
  if (typeof number !== "number") throw new UserError("--comment github needs a workflow that runs on pull_request");
  return githubPlace({
    api: need("GITHUB_API_URL"),
    repository: need("GITHUB_REPOSITORY"),
    number,
    token: need("GITHUB_TOKEN"),
  });
}
