import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { SourcePlace } from "../../policies/review";
import { below, isInstalled } from "./files";

/** The program's own files and where they are. */
export interface ProgramFiles {
  /** Root of the repository, as the program sees it. */
  root: string;
  has(path: string): boolean;
}

interface Step {
  newState?: { urn?: string; sourcePosition?: string; stackTrace?: { sourcePosition?: string }[] };
}

/**
 * Where the program registers each resource, from the engine's preview digest (`--json`): the innermost stack frame in
 * the program's own files, which is where a fix belongs. A resource has no position if the language's SDK sends none,
 * if the program is a bundle without a source map, or if none of its files are on the stack, as for resources that a
 * packaged component creates later.
 */
export function positionsIn(file: string, project: string, files: ProgramFiles): Map<string, SourcePlace> {
  const places = new Map<string, SourcePlace>();
  for (const { newState } of stepsIn(file)) {
    const { urn, sourcePosition, stackTrace = [] } = newState ?? {};
    if (typeof urn !== "string") continue;
    const frames = [sourcePosition, ...(Array.isArray(stackTrace) ? stackTrace.map((one) => one?.sourcePosition) : [])];
    const own = frames.map((frame) => ownPlace(frame, project, files)).find((place) => place !== undefined);
    if (own) places.set(urn, own);
  }
  return places;
}

function stepsIn(file: string): Step[] {
  try {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // The engine may print lines before the object.
    const { steps } = JSON.parse(text.slice(text.indexOf("{\n"))) as { steps?: Step[] };
    return Array.isArray(steps) ? steps : [];
  } catch {
    return [];
  }
}

const POSITION = /^project:\/\/\/(.+)#(\d{1,7})(?:,(\d{1,7}))?$/;

function ownPlace(frame: unknown, project: string, { root, has }: ProgramFiles): SourcePlace | undefined {
  const [, path, line, column = "0"] = typeof frame === "string" ? (POSITION.exec(frame) ?? []) : [];
  if (path === undefined) return undefined;
  const file = below(root, resolve(project, decoded(path)));
  if (file === undefined || file === "" || isInstalled(file) || !has(file)) return undefined;
  return { file, line: Number(line), column: Number(column) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Files below a folder on this machine. */
export function filesOn(root: string): ProgramFiles {
  return {
    root,
    has: (path) => existsSync(resolve(root, path)) && !relative(root, resolve(root, path)).startsWith(`..${sep}`),
  };
}
