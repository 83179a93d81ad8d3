import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../terminal/errors";
import { readFileAsEngine } from "./engineYaml";

/** The parts of Pulumi.yaml that a review reads. */
export interface Manifest {
  name: string;
  runtime: string | { name: string; options?: Record<string, unknown> };
  main?: string;
  stackConfigDir?: string;
  plugins?: Record<string, { name: string; path?: string; version?: string }[]>;
  config?: Record<string, unknown>;
  [key: string]: unknown;
}

/** The engine derives the extension from the project file: with Pulumi.yaml it reads no Pulumi.<stack>.yml. */
export const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/** @throws UserError if the file is not a manifest */
export function readManifest(path: string, file = path): Manifest {
  const read = readFileAsEngine(path, file);
  if (typeof read["name"] === "string" && read["runtime"] !== undefined) return read as unknown as Manifest;
  throw new UserError(`${file} has no name or no runtime; needed: a Pulumi.yaml with both`);
}

/** A stack's settings file in a folder; undefined if it has none. */
export function stackFileIn(
  folder: string,
  stack: string,
): { file: string; settings: Record<string, unknown> } | undefined {
  const file = join(folder, `Pulumi.${shortName(stack)}.yaml`);
  return existsSync(file) ? { file, settings: readFileAsEngine(file, file) } : undefined;
}

/** `organisation/project/stack` uses the file of `stack`, which is also its name in the review's own backend. */
export const shortName = (stack: string): string => stack.split("/").at(-1) ?? stack;

/**
 * Writes the project to preview. The pack and the tools come from the base; only the program and the values of
 * `config` come from the change.
 */
export function writeReviewProject(
  folder: string,
  manifest: Manifest,
  given: { base: string; program: string; config?: Record<string, unknown> },
): void {
  const plugins = Object.entries(manifest.plugins ?? {}).map(([kind, list]) => [
    kind,
    list.map((one) => (one.path ? { ...one, path: relative(folder, join(given.base, one.path)) } : one)),
  ]);
  const project = {
    name: manifest.name,
    runtime: runtimeOf(manifest, given.base),
    main: relative(folder, given.program),
    ...(manifest.plugins ? { plugins: Object.fromEntries(plugins) } : {}),
    ...(given.config ? { config: given.config } : {}),
  };
  // JSON is YAML.
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project, null, 2));
}

function runtimeOf({ runtime }: Manifest, base: string): Manifest["runtime"] {
  if (typeof runtime === "string" || typeof runtime.options?.["tsconfig"] !== "string") return runtime;
  return { ...runtime, options: { ...runtime.options, tsconfig: join(base, runtime.options["tsconfig"]) } };
}
