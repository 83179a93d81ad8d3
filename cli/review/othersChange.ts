import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Touched } from "../../policies/review";
import { projectFolder } from "../engine/project";
import { quickStarts } from "../engine/quickStarts";
import { UserError } from "../terminal/errors";
import { type Change, linkPackages, openChange, touchedBy, viewOf } from "./change";
import { previewEnvironment } from "./environment";
import { whyNotIsolated } from "./isolated";
import {
  broken,
  common,
  type Found,
  failedStack,
  hasSecrets,
  notReviewed,
  PLACEHOLDERS,
  type Reviewed,
  stacksIn,
  stateIn,
} from "./oneStack";
import { type ReviewOptions, root } from "./options";
import { withLowered } from "./packConfig";
import { packConfigFor } from "./packFor";
import type { Places } from "./places";
import { preview } from "./preview";
import { type Manifest, readManifest, shortName, stackFileIn, writeReviewProject } from "./project";
import { touchedProviders } from "./providers";
import { type ReviewSettings, readSettings } from "./settings";
import { severally } from "./severally";

const NO_STATE =
  "No state was given: everything is shown as new, and it is unknown whether an update would replace a running task (TSK-14).";

const CODE = (count: number) =>
  `${count} more file${count === 1 ? " differs" : "s differ"}. A program can register one thing in a preview and another in an update: read its code.`;

const NO_STACK =
  "neither the base nor the change has a Pulumi.<stack>.yaml, so nothing was judged; needed: one for each stack, or --stack <name>";

const NOT_ISOLATED =
  "The program ran without isolation, as the base's settings allow: it could have written this itself.";

/** Reviews somebody else's change, with the settings and tools of the base. */
export async function ofChange(
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
  const stacks = stacksOf(change, options);
  const chosen = new Map(stacks);
  const reviewed = async (stack: string): Promise<Reviewed> => {
    const found = chosen.get(stack)!;
    if ("error" in found) return notReviewed(manifest, stack, found.error);
    const state = stateIn(options.state, stack);
    const given = withDeclared(found.settings, change.manifest);
    const notes = [...(state === undefined ? [NO_STATE] : []), ...(hasSecrets(given) ? [PLACEHOLDERS] : [])];
    const pack = packConfigFor(stack, base.stack(stack), manifest, options, places);
    if ("error" in pack) return notReviewed(manifest, stack, pack.error, notes);
    const { lowered, ...packConfig } = pack;
    const shown = await preview(
      { ...common(options, manifest, stack), settings: given, state, ...packConfig, mustRegister: true, files },
      places,
      environment,
    );
    return { ...shown, review: withLowered(shown.review, lowered), notes };
  };
  const names = stacks.map(([name]) => name);
  const all = await severally(names, reviewed, failedStack(manifest), options);
  const notes = new Set(all.flatMap((one) => one.notes));
  for (const [at, { providers }] of all.entries()) {
    const stack = names[at]!;
    touched.push(...unseen(touchedProviders(stack, providers, base.stack(stack), settings), touched));
  }
  const other = change.changed.filter(({ path }) => !touched.some(({ where }) => where.split(": ")[0] === path)).length;
  if (other > 0) notes.add(CODE(other));
  if (!isolated) notes.add(NOT_ISOLATED);
  // "Nothing reviewed" must not look like "nothing found".
  const none = all.length === 0 && base.stacks.length === 0 ? [broken(manifest.name, "review", NO_STACK)] : [];
  return { stacks: [...none, ...all.map(({ review }) => review)], touched, notes: [...notes] };
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

/** An endpoint in a stack file and in the provider that reads it from there is a single row. */
function unseen(rows: Touched[], before: readonly Touched[]): Touched[] {
  return rows.filter((row) => !before.some((one) => one.what === row.what && one.change.includes(row.change)));
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

function stacksOf(change: Change, options: ReviewOptions) {
  const found = [...change.stacks].sort(([one], [other]) => one.localeCompare(other));
  if (!options.stack || options.stack.length === 0) return found;
  return options.stack.map((name) => {
    const one = change.stacks.get(shortName(name));
    return [name, one ?? { file: "", error: `the change has no Pulumi.${shortName(name)}.yaml` }] as const;
  });
}
