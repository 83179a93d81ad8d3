import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Review } from "../../policies/review";
import { projectFolder } from "../engine/project";
import { UserError } from "../terminal/errors";
import { secretsIn } from "./environment";
import type { ReviewOptions } from "./options";
import { ofChange } from "./othersChange";
import { ofOwnWork } from "./ownWork";
import { readPackConfig, weakenedBy } from "./packConfig";
import { isDbferrys } from "./packFor";
import { Places } from "./places";
import { readManifest } from "./project";

/** Appears in an HTML comment and in a heading. */
const NAME = /^[\w./ -]{1,100}$/;

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
