import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ProblemsError } from "../../model/problems";
import { PACK } from "../../policies/names";
import type { ReviewFinding } from "../../policies/review";
import type { ReviewOptions } from "./options";
import { root } from "./options";
import { loweredBy, readPackConfig, settingsProblems } from "./packConfig";
import type { Places } from "./places";
import { type Manifest, shortName } from "./project";

const POLICIES = "dbferry:policies";

/** Whether the pack is dbferry's, here or in the base's checkout. */
export function isDbferrys(pack: string): boolean {
  const nameIn = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
  try {
    return nameIn(pack) === nameIn(join(root, "policies"));
  } catch {
    return false;
  }
}

/** The pack judges a stack by the base's stack file, unless one file was given for all stacks. */
export function packConfigFor(
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
