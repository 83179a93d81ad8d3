import { existsSync, mkdirSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join, normalize, resolve } from "node:path";
import { execa } from "execa";
import type { Touched } from "../../policies/review";
import { childEnvironment } from "../../system/environment.mjs";
import { UserError } from "../terminal/errors";
import { certificateFiles, touchedProject, touchedSettings } from "./configuration";
import { readFileAsEngine } from "./engineYaml";
import { below, copyAsData, type Entry, entriesOf, isInstalled, leaves } from "./files";
import { type Manifest, readManifest, STACK_FILE } from "./project";
import type { ReviewSettings } from "./settings";
import { sourcesIn } from "./sources";
import { type ChangedFile, touchedFiles } from "./touched";

/** Somebody else's change, and the base it is judged by. Both are checkouts; no code of the change runs here. */
export interface Change {
  root: string;
  baseRoot: string;
  /** The project's folder, relative to either root. */
  project: string;
  entries: Map<string, Entry>;
  changed: ChangedFile[];
  manifest: Manifest;
  stacks: Map<string, { file: string; settings: Record<string, unknown> } | { file: string; error: string }>;
}

/** dbferry's own folder. */
const TOOL = resolve(__dirname, "../..");
const asTool = { env: childEnvironment("tool"), extendEnv: false, reject: false };

/** @throws UserError if the two are not checkouts of the same project */
export async function openChange(folder: string, base: string, manifest: Manifest): Promise<Change> {
  if (!existsSync(folder)) throw new UserError(`--change ${folder}: no such folder; needed: a checkout of the change`);
  const root = realpathSync(folder);
  const top = await execa("git", ["rev-parse", "--show-toplevel"], { ...asTool, cwd: base });
  const baseRoot = realpathSync(top.exitCode === 0 && top.stdout !== "" ? top.stdout : base);
  const project = below(baseRoot, realpathSync(base)) ?? "";
  if (root === baseRoot)
    throw new UserError(`--change ${folder} is the base itself; needed: a second checkout, beside the base's`);
  const entries = entriesOf(root);
  const at = (name: string) => [project, name].filter(Boolean).join("/");
  const file = at("Pulumi.yaml");
  if (entries.get(file)?.kind !== "file")
    throw new UserError(`--change ${folder}: it has no file ${file}; needed: a checkout of the same repository`);
  const stackFolder = at(normalize(manifest.stackConfigDir ?? ".")).replace(/(^|\/)\.?$/, "");
  return {
    root,
    baseRoot,
    project,
    entries,
    changed: await changedFiles(baseRoot, root, entries),
    manifest: readManifest(join(root, file), file),
    stacks: stacksIn(root, stackFolder, entries),
  };
}

function stacksIn(root: string, folder: string, entries: Change["entries"]): Change["stacks"] {
  const stacks: Change["stacks"] = new Map();
  for (const entry of entries.values()) {
    const name = entry.path.slice(folder === "" ? 0 : folder.length + 1);
    const stack = STACK_FILE.exec(name)?.[1];
    if (stack === undefined || name.includes("/") || !(folder === "" || entry.path.startsWith(`${folder}/`))) continue;
    try {
      if (entry.kind !== "file") throw new UserError(`${entry.path} is a ${entry.kind}; needed: a regular file`);
      const settings = readFileAsEngine(join(root, entry.path), entry.path);
      stacks.set(stack, { file: entry.path, settings });
    } catch (error) {
      stacks.set(stack, { file: entry.path, error: (error as Error).message });
    }
  }
  return stacks;
}

/** Compared file by file, relying on neither clone's history or settings. */
async function changedFiles(
  baseRoot: string,
  root: string,
  entries: ReadonlyMap<string, Entry>,
): Promise<ChangedFile[]> {
  // Installed and built files of the base are not part of its sources.
  const listed = await execa("git", ["ls-files", "-z"], { ...asTool, cwd: baseRoot, maxBuffer: 1e9 });
  const base = entriesOf(baseRoot, isInstalled);
  const tracked = listed.exitCode === 0 ? listed.stdout.split("\0").filter(Boolean) : [...base.keys()];
  const changed = [...entries.values()].flatMap((entry): ChangedFile[] => {
    const was = base.get(entry.path);
    const escapes = leaves(root, entry);
    if (was?.kind === entry.kind && was.content === entry.content && !escapes) return [];
    const how = entry.kind === "link" ? "link" : was ? "changed" : "added";
    const content = contentOf(entry);
    return [{ path: entry.path, how, leaves: escapes, ...(content ? { content } : {}) }];
  });
  const removed = tracked.filter((path) => !entries.has(path) && base.has(path));
  return [
    ...changed,
    ...removed.map((path): ChangedFile => ({ path, how: "removed", leaves: false, content: "removed" })),
  ];
}

/** A file's content as `dbferry-review.yaml` identifies it; undefined for a link, or a file too large to read. */
function contentOf({ kind, content }: Entry): string | undefined {
  const [, runs, digest] = kind === "file" ? (/^([x-]) ([0-9a-f]{64})$/.exec(content) ?? []) : [];
  return digest === undefined ? undefined : `sha256:${digest}${runs === "x" ? "+x" : ""}`;
}

/** Everything the change affects in its own review, as far as is visible without running it. */
export function touchedBy(
  change: Change,
  base: { manifest: Manifest; stack(name: string): Record<string, unknown> | undefined; stacks: readonly string[] },
  places: { pack: string; policyConfig?: string },
  settings: ReviewSettings,
): Touched[] {
  const inRepository = (path?: string) => (path === undefined ? undefined : below(change.baseRoot, realpathSync(path)));
  const { plugins = {} } = base.manifest;
  const folders = Object.values(plugins).flatMap((list) =>
    list.flatMap(({ path }) => (path === undefined ? [] : path)),
  );
  const pack = inRepository(places.pack);
  const policyConfig = inRepository(places.policyConfig);
  const at = (path: string) => [change.project, path].filter(Boolean).join("/");
  const manifest = at("Pulumi.yaml");
  const stackFolder = normalize(base.manifest.stackConfigDir ?? ".");
  const files = touchedFiles(
    change.changed,
    {
      plugins: folders.flatMap((path) => below(change.baseRoot, resolve(change.baseRoot, change.project, path)) ?? []),
      ...(pack === undefined ? {} : { pack }),
      ...(policyConfig === undefined ? {} : { policyConfig }),
      manifest,
      sources: new Map([
        ...sourcesIn(change.baseRoot, [
          ["command", join(TOOL, "cli")],
          ...folders.map((path): [string, string] => ["provider", resolve(change.baseRoot, change.project, path)]),
          ["policy pack", places.pack],
        ]),
        // Judged by the base's setting: a change to the setting itself gets its own row.
        ...base.stacks.flatMap((stack) =>
          certificateFiles(base.stack(stack) ?? {}).map((path): [string, string] => [normalize(at(path)), "endpoint"]),
        ),
      ]),
      stacks: base.stacks.map((stack) => normalize(at(`${stackFolder}/Pulumi.${stack}.yaml`))),
    },
    settings,
  );
  const names = [...new Set([...base.stacks, ...change.stacks.keys()])].sort();
  const stacks = names.flatMap((name) => {
    const now = change.stacks.get(name);
    const changed = now && "settings" in now ? now.settings : {};
    return touchedSettings(now?.file ?? `Pulumi.${name}.yaml`, name, base.stack(name), changed, settings);
  });
  return [...files, ...touchedProject(manifest, base.manifest, change.manifest, settings), ...stacks];
}

/** What the change's program may read, at its usual paths: its own files and the packages installed in the base. */
export function viewOf(
  change: Change,
  copy: string,
  tool: string,
): { binds: Bind[]; runner: string; packages: Bind[] } {
  copyAsData(change.root, copy, change.entries);
  const folders = change.project.split("/").map((_, index, parts) => parts.slice(0, parts.length - index).join("/"));
  const installed = [...new Set([...folders, ""])].filter((one) =>
    existsSync(join(change.baseRoot, one, "node_modules")),
  );
  const packages = installed.flatMap((folder) => {
    const from = realpathSync(join(change.baseRoot, folder, "node_modules"));
    const to = join(copy, folder, "node_modules");
    return [{ from, to }, ...linked(from, to, copy)];
  });
  for (const { to } of packages) {
    if (existsSync(to) && !statSync(to).isDirectory()) rmSync(to);
    mkdirSync(to, { recursive: true, mode: 0o755 });
  }
  const binds = [{ from: copy, to: copy }, ...packages, { from: process.execPath, to: process.execPath }];
  const seen = binds.map(({ from, to }) => ({ from: realpathSync(from), to }));
  const runner = createRequire(join(change.baseRoot, change.project, "x.js"));
  try {
    const found = realpathSync(runner.resolve("@pulumi/pulumi/cmd/run"));
    const home = packages.find(({ from }) => below(from, found) !== undefined);
    if (home) return { binds: seen, runner: join(home.to, below(home.from, found)!), packages };
  } catch {
    // If the base contains no SDK, dbferry's is used.
  }
  const own = realpathSync(join(tool, "node_modules"));
  return {
    binds: [...seen, { from: own, to: own }],
    runner: createRequire(join(tool, "x.js")).resolve("@pulumi/pulumi/cmd/run"),
    packages,
  };
}

/** Without isolation: links the base's packages to where they would be mounted. */
export function linkPackages(packages: readonly Bind[]): void {
  for (const { from, to } of packages) {
    rmSync(to, { recursive: true, force: true });
    symlinkSync(from, to);
  }
}

interface Bind {
  from: string;
  to: string;
}

/** Packages that link to folders of the repository: linked to the base's folders, not the change's. */
function linked(from: string, to: string, copy: string): Bind[] {
  const scopes = readdirSync(from, { withFileTypes: true }).filter(
    (one) => one.isDirectory() && one.name.startsWith("@"),
  );
  return ["", ...scopes.map(({ name }) => name)].flatMap((scope) =>
    readdirSync(join(from, scope), { withFileTypes: true })
      .filter((one) => one.isSymbolicLink() && !one.name.startsWith("."))
      .flatMap(({ name }) => {
        const target = normalize(join(to, scope, readlinkSync(join(from, scope, name))));
        const source = join(from, scope, name);
        return below(copy, target) && existsSync(source) ? [{ from: realpathSync(source), to: target }] : [];
      }),
  );
}
