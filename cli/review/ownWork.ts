import { join, resolve } from "node:path";
import { quickStarts } from "../engine/quickStarts";
import { UserError } from "../terminal/errors";
import { statesOfBackend } from "./backend";
import { previewEnvironment } from "./environment";
import { topOf } from "./git";
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
import type { ReviewOptions } from "./options";
import { withLowered } from "./packConfig";
import { packConfigFor } from "./packFor";
import type { Places } from "./places";
import { filesOn } from "./positions";
import { preview } from "./preview";
import { type Manifest, shortName, stackFileIn, writeReviewProject } from "./project";
import { severally } from "./severally";
import { type StacksSince, stacksSince } from "./since";

const NOTHING = (stack: string) => `"${stack}" registers no resource, so there was nothing to judge.`;

/** Reviews the current checkout: whoever runs this wrote it or has read it. */
export async function ofOwnWork(
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
      return notReviewed(manifest, stack, unknownStack(stack));
    const file = stackFileIn(stackFolder, stack);
    if (state === undefined && file === undefined)
      return notReviewed(manifest, stack, `there is neither a Pulumi.${shortName(stack)}.yaml nor a state for it`);
    const settings = file?.settings ?? {};
    const notes = hasSecrets(settings) ? [PLACEHOLDERS] : [];
    const pack = packConfigFor(stack, settings, manifest, options, places);
    if ("error" in pack) return notReviewed(manifest, stack, pack.error, notes);
    const { lowered, ...packConfig } = pack;
    const shown = await preview(
      { ...common(options, manifest, stack), settings, state, ...packConfig, mustRegister: false, files },
      places,
      environment,
    );
    if (shown.registered === 0 && shown.review.errors.length === 0) notes.push(NOTHING(stack));
    return { ...shown, review: withLowered(shown.review, lowered), notes };
  };
  const all = await severally(names, reviewed, failedStack(manifest), options);
  return {
    stacks: [
      ...gone.map((stack) => broken(manifest.name, stack, removedStack(stack))),
      ...all.map(({ review }) => review),
    ],
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
  };
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

const removedStack = (name: string) =>
  `its file Pulumi.${name}.yaml is removed: nothing shows what happens to the stack; review it with --stack ${name}, or without --since if it was removed on purpose`;

const unknownStack = (name: string) =>
  `the backend has no stack "${name}"; log in to the backend that has it, or pass --create`;
