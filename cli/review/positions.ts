import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { SourcePlace } from "../../policies/review";
import { below, isInstalled } from "./files";

/** Where the program's own files are, and which of them there are. */
export interface ProgramFiles {
  /** Top of the repository, as the program sees it. */
  root: string;
  has(path: string): boolean;
}

interface Step {
  newState?: { urn?: string; sourcePosition?: string; stackTrace?: { sourcePosition?: string }[] };
}

/**
 * Where the program registers each resource, from the engine's digest of a preview (`--json`): the innermost frame in the program's own files, which
 * is where to write the fix. A resource has none when the language's SDK sends no positions, when the program is a bundle without a source map,
 * or when nothing of the program's own stands on the stack, as for what a component of a package makes later.
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
    // Lines of the engine's can stand before the object.
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

/** The files of a folder on this machine. */
export function filesOn(root: string): ProgramFiles {
  return {
    root,
    has: (path) => existsSync(resolve(root, path)) && !relative(root, resolve(root, path)).startsWith(`..${sep}`),
  };
}
