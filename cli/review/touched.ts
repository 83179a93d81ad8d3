import type { Touched } from "../../policies/review";
import { allowsPath, type ReviewSettings, SETTINGS_FILE } from "./settings";

/** A file that differs between base and change. */
export interface ChangedFile {
  path: string;
  how: "added" | "changed" | "removed" | "link";
  /** True when it is a link that leads out of the checkout. */
  leaves: boolean;
  /** `sha256:` and the digest of the new content; `removed`; absent if the file is not read. */
  content?: string;
}

/** Files and folders of the base that affect the review, by role. */
export interface JudgingPlaces {
  /** Folder of the policy pack, relative to the checkout. */
  pack?: string;
  /** Folders of plugins that belong to the project. */
  plugins: readonly string[];
  /** The pack's configuration. */
  policyConfig?: string;
  /** Pulumi.yaml, which is compared by setting rather than as a file. */
  manifest: string;
  /** Sources of the base's pack, providers and command, wherever they are, by role. */
  sources: ReadonlyMap<string, string>;
  /** Files of the base's stacks. */
  stacks: readonly string[];
}

/**
 * A project file for the engine, which prefers Pulumi.json and files in subfolders over the Pulumi.yaml judged here.
 */
const PROJECT = /(^|\/)Pulumi\.(yaml|yml|json)$/i;

/** Files that control which code runs, in which version, and what the pipelines do. */
const TOOLCHAIN: readonly RegExp[] = [
  /(^|\/)(package|package-lock|npm-shrinkwrap|bun|deno|lerna|nx|turbo)\.jsonc?$/i,
  /(^|\/)(yarn|bun|pnpm-lock|Gemfile|poetry|uv)\.(lock|lockb|yaml)$/i,
  /(^|\/)pnpm-workspace\.yaml$/i,
  /(^|\/)(requirements[^/]*\.txt|pyproject\.toml|Pipfile(\.lock)?|go\.(mod|sum|work))$/i,
  /(^|\/)(Dockerfile|Containerfile|Makefile|Jenkinsfile|Taskfile\.ya?ml|justfile|azure-pipelines\.ya?ml)[^/]*$/i,
  /(^|\/)((docker-)?compose|action|lefthook|(bitbucket-pipelines|appveyor|cloudbuild|buildspec))[^/]*\.ya?ml$/i,
  /(^|\/)\.?(bunfig|mise|deno)(\.[^/]*)?\.(toml|lock)$/i,
  /(^|\/)(flake\.(nix|lock)|shell\.nix|default\.nix|devbox\.(json|lock))$/i,
  /(^|\/)\.(travis|drone|woodpecker|pre-commit-config|lefthook|appveyor|cirrus)\.ya?ml$/i,
  /(^|\/)\.(npmrc|yarnrc|yarnrc\.yml|pnpmfile\.cjs|node-version|nvmrc|tool-versions|env[^/]*|envrc|netrc|gitattributes|gitmodules|lfsconfig|gitconfig|babelrc|swcrc)$/i,
  /(^|\/)(tsconfig[^/]*\.json|CODEOWNERS)$/i,
  /(^|\/)node_modules\//i,
  /(^|\/)(dist|\.toolchain)\//i,
  /(^|\/)\.(husky|devcontainer|pulumi|yarn|mise)\//i,
  /^\.(github|gitlab|circleci|ci|buildkite|woodpecker|forgejo|gitea)\//i,
  /^\.gitlab-ci[^/]*\.ya?ml$/i,
  /^scripts\//i,
  // Certificates to verify servers by.
  /\.(pem|crt|cer|der|p7b|p12|jks)$/i,
  // Merge automation, and files that tools load as code automatically.
  /(^|\/)\.?(mergify|kodiak|bulldozer)\.(yml|yaml|toml)$/i,
  /(^|\/)\.?renovate(rc)?(\.json5?)?$/i,
  /(^|\/)[^/]+\.config\.[cm]?[jt]s$/i,
  /(^|\/)\.[^/]*rc\.[cm]?[jt]s$/i,
  /(^|\/)\.(vscode|idea|githooks|hooks)\//i,
];

/** The change's effects on files that affect its review, each with whether the base allows it. */
export function touchedFiles(
  changed: readonly ChangedFile[],
  places: JudgingPlaces,
  settings: ReviewSettings,
): Touched[] {
  return changed.flatMap((file) => {
    const what = whatIs(file, places);
    if (!what) return [];
    // The base can allow neither a change to its own settings file nor a link that leads out.
    const never = file.leaves || file.path.split("/").at(-1) === SETTINGS_FILE;
    const why = never ? undefined : allowsPath(settings, file.path, file.content);
    const content = why === undefined && !never && file.content ? { content: file.content } : {};
    const allowed = why === undefined ? {} : { allowed: why };
    return [{ what, where: file.path, base: "", change: file.how, ...content, ...allowed }];
  });
}

function whatIs({ path, how, leaves }: ChangedFile, places: JudgingPlaces): string | undefined {
  const { pack, plugins, policyConfig, manifest, sources, stacks } = places;
  const isBelow = (folder: string) => folder === "" || path === folder || path.startsWith(`${folder}/`);
  if (leaves) return "link out of the checkout";
  if (path.split("/").at(-1) === SETTINGS_FILE) return "settings of the review";
  if (policyConfig !== undefined && path === policyConfig) return "settings of the pack";
  if ((pack !== undefined && isBelow(pack)) || /(^|\/)PulumiPolicy\.ya?ml$/i.test(path)) return "policy pack";
  if (plugins.some(isBelow)) return "provider";
  const judges = sources.get(path);
  if (judges !== undefined) return judges;
  // A removed stack is not previewed either.
  if (how === "removed" && stacks.includes(path)) return "stack";
  if (PROJECT.test(path) && path !== manifest) return "toolchain";
  return TOOLCHAIN.some((one) => one.test(path)) ? "toolchain" : undefined;
}
