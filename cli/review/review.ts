import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { visible } from "../../model/printing/visible";
import { ProblemsError } from "../../model/problems";
import { PACK } from "../../policies/names";
import type { Review, ReviewFinding, StackReview, Touched } from "../../policies/review";
import { projectFolder } from "../engine/project";
import { quickStarts } from "../engine/quickStarts";
import { toldOf, UserError } from "../terminal/errors";
import { statesOfBackend } from "./backend";
import { type Change, linkPackages, openChange, touchedBy, viewOf } from "./change";
import { previewEnvironment, secretsIn } from "./environment";
import { topOf } from "./git";
import { whyNotIsolated } from "./isolated";
import { loweredBy, readPackConfig, settingsProblems, weakenedBy, withLowered } from "./packConfig";
import { Places } from "./places";
import { filesOn } from "./positions";
import { type Preview, preview } from "./preview";
import { type Manifest, readManifest, STACK_FILE, shortName, stackFileIn, writeReviewProject } from "./project";
import { touchedProviders } from "./providers";
import { type ReviewSettings, readSettings } from "./settings";
import { severally } from "./severally";
import { type StacksSince, stacksSince } from "./since";

export interface ReviewOptions {
  /** The project; with a change, the base's. */
  cwd: string;
  /** Checkout of somebody else's change. */
  change?: string;
  stack?: string[];
  since?: string;
  create?: boolean;
  /** Folder with a `<stack>.json` for each stack to compare with its state. */
  state?: string;
  policyPack: string;
  policyConfig?: string;
  name?: string;
  /** Additional variables that the preview needs. */
  env?: string[];
  allowSecrets?: boolean;
  minutes?: number;
  /** Cancels the review. */
  signal?: AbortSignal;
  /** Concurrent stacks; limited by processors and memory by default. */
  atOnce?: number;
  /** Base URL of dbferry's published documentation. */
  docs?: string;
}

export const root = resolve(__dirname, "../..");
/** Appears in an HTML comment and in a heading. */
const NAME = /^[\w./ -]{1,100}$/;

const NO_STATE =
  "No state was given: everything is shown as new, and it is unknown whether an update would replace a running task (TSK-14).";
const PLACEHOLDERS =
  "Secure values were placeholders: rules about the text of a secret (NET-15) judge it in the update, not here.";
const CODE = (count: number) =>
  `${count} more file${count === 1 ? " differs" : "s differ"}. A program can register one thing in a preview and another in an update: read its code.`;
const NOTHING = (stack: string) => `"${stack}" registers no resource, so there was nothing to judge.`;
const NOT_ISOLATED =
  "The program ran without isolation, as the base's settings allow: it could have written this itself.";

/** Previews each stack with the pack and collects the findings. */
export async function reviewOf(options: ReviewOptions, own: NodeJS.ProcessEnv = process.env): Promise<Review> {
  const folder = projectFolder(options.cwd);
  const manifest = readManifest(join(folder, "Pulumi.yaml"));
  const name = options.name ?? manifest.name;
  if (!NAME.test(name))
    throw new UserError(`--name ${JSON.stringify(name)}: needed: up to 100 letters, digits, spaces, and . _ / -`);
  refuseSecrets(options, own);
  const pack = packOf(options);
  const places = new Places(own);
  try {
    const review = options.change
      ? await ofChange(options.change, options, folder, manifest, places, own)
      : await ofOwnWork(options, folder, manifest, places, own);
    const { stacks, notes = [], touched } = review;
    const { errors, lowered } = pack;
    return {
      name,
      at: new Date().toISOString(),
      ...(touched ? { touched } : {}),
      stacks: stacks.map((stack) => ({ ...stack, errors: [...stack.errors, ...errors] })),
      ...(lowered.length > 0 ? { lowered } : {}),
      notes,
    };
  } finally {
    places.remove();
  }
}

/** The pack and its settings, validated before anything runs: with an unusable pack there is no review. */
function packOf({ policyPack, policyConfig }: ReviewOptions): ReturnType<typeof weakenedBy> {
  const pack = resolve(policyPack);
  if (!existsSync(join(pack, "PulumiPolicy.yaml")))
    throw new UserError(
      `--policy-pack ${policyPack}: it has no PulumiPolicy.yaml; needed: the folder of a policy pack, or no --policy-pack to use dbferry's own`,
    );
  if (policyConfig === undefined) return { lowered: [], errors: [] };
  return weakenedBy(readPackConfig(resolve(policyConfig), isDbferrys(pack)));
}

/** Whether the pack is dbferry's, here or in the base's checkout. */
function isDbferrys(pack: string): boolean {
  const nameIn = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
  try {
    return nameIn(pack) === nameIn(join(root, "policies"));
  } catch {
    return false;
  }
}

type Found = Pick<Review, "stacks" | "touched" | "notes">;

/** Reviews the current checkout: whoever runs this wrote it or has read it. */
async function ofOwnWork(
  options: ReviewOptions,
  folder: string,
  manifest: Manifest,
  places: Places,
  own: NodeJS.ProcessEnv,
): Promise<Found> {
  const stackFolder = join(folder, manifest.stackConfigDir ?? ".");
  const { names, gone } = await chosen(options, folder, stackFolder, manifest);
  const config = manifest.config ? { config: manifest.config } : {};
  writeReviewProject(places.project, manifest, {
    base: folder,
    program: join(folder, manifest.main ?? "."),
    ...config,
  });
  const environment = { ...previewEnvironment(own, places, [], options.env), ...quickStarts(own) };
  const files = filesOn(await topOf(folder));
  const stateOf = statesOfBackend(folder, names, options.signal, own);
  const reviewed = async (stack: string): Promise<Reviewed> => {
    const state = stateIn(options.state, stack) ?? (await stateOf(stack));
    if (state === undefined && !options.create && !options.state)
      return brokenOff(manifest, stack, unknownStack(stack));
    const file = stackFileIn(stackFolder, stack);
    if (state === undefined && file === undefined)
      return brokenOff(manifest, stack, `there is neither a Pulumi.${shortName(stack)}.yaml nor a state for it`);
    const settings = file?.settings ?? {};
    const notes = hasSecrets(settings) ? [PLACEHOLDERS] : [];
    const pack = packConfigFor(stack, settings, manifest, options, places);
    if ("error" in pack) return brokenOff(manifest, stack, pack.error, notes);
    const { lowered, ...packConfig } = pack;
    const shown = await preview(
      { ...common(options, manifest, stack), settings, state, ...packConfig, mustRegister: false, files },
      places,
      environment,
    );
    if (shown.registered === 0 && shown.review.errors.length === 0) notes.push(NOTHING(stack));
    return { ...shown, review: withLowered(shown.review, lowered), notes };
  };
  const all = await severally(names, reviewed, brokeIn(manifest), options);
  return {
    stacks: [
      ...gone.map((stack) => broken(manifest.name, stack, removedStack(stack))),
      ...all.map(({ review }) => review),
    ],
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
  };
}

/** One stack's result. */
type Reviewed = Pick<Preview, "review" | "providers"> & { notes: string[] };

const brokenOff = ({ name }: Manifest, stack: string, error: string, notes: string[] = []): Reviewed => ({
  review: broken(name, stack, error),
  providers: [],
  notes,
});

/** An error that stops one stack's review is reported for that stack only. */
const brokeIn = (manifest: Manifest) => (stack: string, error: Error) =>
  brokenOff(manifest, stack, toldOf(error).replace(/^dbferry: /, ""));

/** Reviews somebody else's change, with the settings and tools of the base. */
async function ofChange(
  at: string,
  options: ReviewOptions,
  folder: string,
  manifest: Manifest,
  places: Places,
  own: NodeJS.ProcessEnv,
): Promise<Found> {
  const settings = readSettings(folder);
  const change = await openChange(at, folder, manifest);
  const base = baseOf(folder, manifest);
  const touched = touchedBy(change, base, placesOf(options, change), settings);
  const isolated = await isolation(settings, manifest);
  const program = join(places.copy, change.project, manifest.main ?? ".");
  const view = viewOf(change, places.copy, root);
  const viewFile = places.file("view.json");
  writeFileSync(viewFile, JSON.stringify({ ...view, mount: places.mount }));
  const config = change.manifest.config ? { config: change.manifest.config } : {};
  writeReviewProject(places.project, manifest, { base: folder, program, ...config });
  if (!isolated) linkPackages(view.packages);
  const host = isolated ? [join(root, "cli/bin/review")] : [];
  const environment = {
    ...previewEnvironment(own, places, host, options.env),
    // Without isolation, a program could plant code here for the next review to run.
    ...(isolated ? { DBFERRY_REVIEW_VIEW: viewFile, ...quickStarts(own) } : {}),
  };

  const files = { root: places.copy, has: (path: string) => change.entries.get(path)?.kind === "file" };
  const chosen = new Map(stacksOf(change, options));
  const reviewed = async (stack: string): Promise<Reviewed> => {
    const found = chosen.get(stack)!;
    if ("error" in found) return brokenOff(manifest, stack, found.error);
    const state = stateIn(options.state, stack);
    const given = withDeclared(found.settings, change.manifest);
    const notes = [...(state === undefined ? [NO_STATE] : []), ...(hasSecrets(given) ? [PLACEHOLDERS] : [])];
    const pack = packConfigFor(stack, base.stack(stack), manifest, options, places);
    if ("error" in pack) return brokenOff(manifest, stack, pack.error, notes);
    const { lowered, ...packConfig } = pack;
    const shown = await preview(
      { ...common(options, manifest, stack), settings: given, state, ...packConfig, mustRegister: true, files },
      places,
      environment,
    );
    return { ...shown, review: withLowered(shown.review, lowered), notes };
  };
  const names = stacksOf(change, options).map(([name]) => name);
  const all = await severally(names, reviewed, brokeIn(manifest), options);
  const notes = new Set(all.flatMap((one) => one.notes));
  for (const [at, { providers }] of all.entries()) {
    const stack = names[at]!;
    touched.push(...unseen(touchedProviders(stack, providers, base.stack(stack), settings), touched));
  }
  const other = change.changed.filter(({ path }) => !touched.some(({ where }) => where.split(": ")[0] === path)).length;
  if (other > 0) notes.add(CODE(other));
  if (!isolated) notes.add(NOT_ISOLATED);
  return { stacks: all.map(({ review }) => review), touched, notes: [...notes] };
}

/** The change's effects on its own review, determined without running any of it. */
export async function touchedOf(options: ReviewOptions & { change: string }): Promise<Touched[]> {
  const folder = projectFolder(options.cwd);
  const manifest = readManifest(join(folder, "Pulumi.yaml"));
  const change = await openChange(options.change, folder, manifest);
  return touchedBy(change, baseOf(folder, manifest), placesOf(options, change), readSettings(folder));
}

function baseOf(folder: string, manifest: Manifest) {
  const stackFolder = join(folder, manifest.stackConfigDir ?? ".");
  return {
    manifest,
    stacks: stacksIn(stackFolder),
    stack: (name: string) => stackFileIn(stackFolder, name)?.settings,
  };
}

function placesOf(options: ReviewOptions, change: Change) {
  const pack = resolve(options.policyPack);
  const policyConfig = options.policyConfig ? { policyConfig: resolve(options.policyConfig) } : {};
  for (const path of [pack, ...Object.values(policyConfig)]) {
    if (path === change.root || path.startsWith(`${change.root}/`))
      throw new UserError(`${path} is part of the change; needed: the base's pack and settings`);
    if (!existsSync(path)) throw new UserError(`${path} does not exist; needed: the base's pack and settings`);
  }
  return { pack, ...policyConfig };
}

const common = (options: ReviewOptions, manifest: Manifest, stack: string) => ({
  stack,
  project: manifest.name,
  pack: resolve(options.policyPack),
  minutes: options.minutes ?? 15,
  signal: options.signal,
});

/** An endpoint in a stack file and in the provider that reads it from there is a single row. */
function unseen(rows: Touched[], before: readonly Touched[]): Touched[] {
  return rows.filter((row) => !before.some((one) => one.what === row.what && one.change.includes(row.change)));
}

/** The pack judges a stack by the base's stack file, unless one file was given for all stacks. */
function packConfigFor(
  stack: string,
  base: Record<string, unknown> | undefined,
  manifest: Manifest,
  options: ReviewOptions,
  places: Places,
): { packConfig?: string; lowered: readonly ReviewFinding[] } | { error: string } {
  const ofDbferry = isDbferrys(resolve(options.policyPack));
  if (options.policyConfig) {
    const file = resolve(options.policyConfig);
    return { packConfig: file, lowered: ofDbferry ? loweredBy(readPackConfig(file, true)[PACK]) : [] };
  }
  const config = base?.["config"] as Record<string, unknown> | undefined;
  const given = config?.[POLICIES] ?? declaredIn(manifest);
  if (given === undefined || given === null) return { lowered: [] };
  const settings = typeof given === "string" ? parsed(given) : given;
  const problems = ofDbferry ? settingsProblems(POLICIES, settings) : [];
  if (problems.length > 0) return { error: new ProblemsError("the settings of the pack", problems).message };
  const file = places.file(`pack-${shortName(stack)}.json`);
  writeFileSync(file, JSON.stringify({ dbferry: settings }));
  return { packConfig: file, lowered: ofDbferry ? loweredBy(settings) : [] };
}

const POLICIES = "dbferry:policies";

/** The project's own value, which a stack's value overrides. */
function declaredIn({ config }: Manifest): unknown {
  const declared = config?.[POLICIES] as { value?: unknown; default?: unknown } | undefined;
  return declared?.value ?? declared?.default;
}

/** Text that is not JSON stays a string, which is not valid as settings. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function isolation(settings: ReviewSettings, manifest: Manifest): Promise<boolean> {
  const runtime = typeof manifest.runtime === "string" ? manifest.runtime : manifest.runtime.name;
  const why =
    runtime === "nodejs" ? await whyNotIsolated() : `the program's runtime is ${runtime}; only nodejs can be isolated`;
  if (why === undefined) return true;
  if (settings.isolation === "none") return false;
  throw new UserError(
    `the change's program cannot be isolated here: ${why}\n` +
      "needed: Linux with user namespaces, or root with the capability SYS_ADMIN; see docs/review.md for how to set up a runner.\n" +
      "`isolation: none` in the base's dbferry-review.yaml reviews without isolation: the program can then read and write what this " +
      "job can, including the verdict.",
  );
}

/** Secrets that the project declares and the stack file may lack: the preview needs placeholders for them too. */
function withDeclared(settings: Record<string, unknown>, manifest: Manifest): Record<string, unknown> {
  const config = (settings["config"] ?? {}) as Record<string, unknown>;
  const declared = Object.entries(manifest.config ?? {}).filter(
    ([key, one]) => (one as { secret?: unknown } | null)?.secret === true && config[key] === undefined,
  );
  return { ...settings, config: { ...Object.fromEntries(declared.map(([key]) => [key, { secure: "" }])), ...config } };
}

/** Prints names only, never values. */
function refuseSecrets(options: ReviewOptions, own: NodeJS.ProcessEnv): void {
  const secrets = secretsIn(own);
  if (!options.change || options.allowSecrets || secrets.length === 0) return;
  throw new UserError(
    `this job's environment contains what looks like secrets: ${secrets.join(", ")}; needed: an environment without secrets, because it runs a program that ` +
      'somebody else wrote. Remove them from this job, or start it as `env -i PATH="$PATH" dbferry review …`; post the comment with ' +
      "`dbferry review post` in a separate job. --allow-secrets continues anyway: the preview gets none of them.",
  );
}

async function chosen(
  options: ReviewOptions,
  workDir: string,
  folder: string,
  { main = ".", plugins = {} }: Manifest,
): Promise<StacksSince> {
  if (options.stack && options.stack.length > 0) return { names: options.stack, gone: [] };
  const all = stacksIn(folder);
  // "Nothing reviewed" must not look like "nothing found".
  if (all.length === 0)
    throw new UserError(`no Pulumi.<stack>.yaml in ${folder}; needed: one for each stack, or --stack <name>`);
  if (!options.since) return { names: all, gone: [] };
  const own = Object.values(plugins).flatMap((list) => list.flatMap(({ path }) => path ?? []));
  const sources = [main, ...own].map((path) => resolve(workDir, path));
  return await stacksSince(options.since, workDir, folder, all, sources);
}

function stacksIn(folder: string): string[] {
  return (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => STACK_FILE.exec(file)?.[1] ?? []);
}

function stacksOf(change: Change, options: ReviewOptions) {
  const found = [...change.stacks].sort(([one], [other]) => one.localeCompare(other));
  if (!options.stack || options.stack.length === 0) return found;
  return options.stack.map((name) => {
    const one = change.stacks.get(shortName(name));
    return [name, one ?? { file: "", error: `the change has no Pulumi.${shortName(name)}.yaml` }] as const;
  });
}

function stateIn(folder: string | undefined, stack: string): unknown {
  const file = folder === undefined ? undefined : join(folder, `${shortName(stack)}.json`);
  return file !== undefined && existsSync(file) ? exported(file) : undefined;
}

function exported(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(
      `--state: ${visible(file)} cannot be read: ${visible((error as Error).message)}; needed: what \`pulumi stack export\` wrote`,
    );
  }
}

const removedStack = (name: string) =>
  `its file Pulumi.${name}.yaml is removed: nothing shows what happens to the stack; review it with --stack ${name}, or without --since if it was removed on purpose`;

const unknownStack = (name: string) =>
  `the backend has no stack "${name}"; log in to the backend that has it, or pass --create`;

function broken(project: string, stack: string, error: string): StackReview {
  return { project, stack, findings: [], changes: [], openings: [], errors: [error] };
}

const hasSecrets = (settings: Record<string, unknown>) => JSON.stringify(settings).includes('"secure":');
