import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { visible } from "../../model/printing/visible";
import type { Review, StackReview } from "../../policies/review";
import { errorText, UserError } from "../terminal/errors";
import type { ReviewOptions } from "./options";
import type { Preview } from "./preview";
import { type Manifest, STACK_FILE, shortName } from "./project";

export type Found = Pick<Review, "stacks" | "touched" | "notes">;

/** One stack's result. */
export type Reviewed = Pick<Preview, "review" | "providers"> & { notes: string[] };

export const PLACEHOLDERS =
  "Secure values were placeholders: rules about the text of a secret (NET-15) judge it in the update, not here.";

export const notReviewed = ({ name }: Manifest, stack: string, error: string, notes: string[] = []): Reviewed => ({
  review: broken(name, stack, error),
  providers: [],
  notes,
});

/** An error that stops one stack's review is reported for that stack only. */
export const failedStack = (manifest: Manifest) => (stack: string, error: Error) =>
  notReviewed(manifest, stack, errorText(error).replace(/^dbferry: /, ""));

export function broken(project: string, stack: string, error: string): StackReview {
  return { project, stack, findings: [], changes: [], openings: [], errors: [error] };
}

export const common = (options: ReviewOptions, manifest: Manifest, stack: string) => ({
  stack,
  project: manifest.name,
  pack: resolve(options.policyPack),
  minutes: options.minutes ?? 15,
  signal: options.signal,
});

export function stacksIn(folder: string): string[] {
  return (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => STACK_FILE.exec(file)?.[1] ?? []);
}

export function stateIn(folder: string | undefined, stack: string): unknown {
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

export const hasSecrets = (settings: Record<string, unknown>) => JSON.stringify(settings).includes('"secure":');
