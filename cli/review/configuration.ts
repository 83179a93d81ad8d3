import { isObject } from "../../model/object";
import type { Touched } from "../../policies/review";
import { allowsSetting, type ReviewSettings } from "./settings";

type Config = Record<string, unknown>;

/** Names of settings that control what is connected to, or how its server is verified. */
const REACHES =
  /(endpoint|url|uri|proxy|host(name)?$|server|address|connect|insecure|verify|skip|protocol|tls|ssl|cert|(^|[._-])ca(File|Path|Bundle|$)|domain|gateway$|port$)/i;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
/** How a stack encrypts its secrets: anyone who can change it can re-encrypt them with their own key. */
const KEYS = ["encryptionsalt", "encryptedkey", "secretsprovider"];

/** The change's effects on one stack's settings that control how it is judged or where its secrets go. */
export function touchedSettings(
  file: string,
  stack: string,
  base: Config | undefined,
  change: Config,
  settings: ReviewSettings,
): Touched[] {
  const before = leavesOf(base ?? {});
  const after = leavesOf(change);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was === is) return [];
    const what = whatIs(path, [was, is]);
    if (!what) return [];
    const why = allowsSetting(settings, { setting: path, stack, value: is ?? "" });
    return [
      {
        what,
        where: `${file}: ${path}`,
        base: was ?? "nothing",
        change: is ?? "nothing",
        ...(why === undefined ? {} : { allowed: why }),
      },
    ];
  });
}

function whatIs(path: string, values: readonly (string | undefined)[]): string | undefined {
  if (EXEMPTION.test(path)) return "exemption";
  if (/(^|:)policies(\.|$)/.test(path)) return "policy settings";
  // Imports settings and environment variables from outside the repository.
  if (path.split(".")[0] === "environment") return "toolchain";
  if (KEYS.includes(path)) return "key of the secrets";
  // Huawei's provider appends this domain to every service name.
  if (/(^|:)clouds(\.|$)/.test(path) || path === "huaweicloud:cloud") return "endpoint";
  const reaches = path.split(/[.:]/).some((part) => REACHES.test(part));
  return reaches || values.some((value) => value !== undefined && ADDRESS.test(value)) ? "endpoint" : undefined;
}

/** What is accepted without proof: exemptions from rules, checks and gates, and a task connection without TLS. */
const EXEMPTION = /[.:](exemptions|plainSource)(\.|$)/;
/** All keys of one exemption share a row. */
const ONE_ROW = /[.:](exemptions\.\d+|plainSource)$/;

/** Every value by its path, starting with the configuration key. JSON in strings is parsed, as the engine does. */
export function leavesOf(settings: Config): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: string, depth: number) => {
    const read = typeof value === "string" ? readJson(value) : value;
    const entries = Array.isArray(read) ? read.map((item, index) => [String(index), item]) : Object.entries(read ?? {});
    if (typeof read !== "object" || read === null || entries.length === 0 || depth > 40 || ONE_ROW.test(path)) {
      leaves.set(path, typeof read === "string" ? read : JSON.stringify(read ?? null));
    } else if (isObject(read) && "secure" in read) {
      leaves.set(path, "a secret");
    } else {
      for (const [name, item] of entries) visit(item, path === "" ? String(name) : `${path}.${name}`, depth + 1);
    }
  };
  for (const [name, value] of Object.entries(settings)) {
    if (name === "config" && isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, key, 0);
    else visit(value, name, 0);
  }
  return leaves;
}

/** A setting that names a CA file used to verify a server. */
const CERTIFICATES = /(^|[.:_-])(ca|cert|certificate|(ca|cert)[._-]?(file|path|bundle))$/i;

/** CA files named by a stack, as written there. */
export function certificateFiles(settings: Config): string[] {
  return [...leavesOf(settings)].flatMap(([path, value]) =>
    CERTIFICATES.test(path) && !value.includes("-----BEGIN") && value !== "" ? [value] : [],
  );
}

function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A project's settings other than its configuration: which code runs, and with what options. */
export function touchedProject(file: string, base: Config, change: Config, settings: ReviewSettings): Touched[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(change)])].filter((key) => key !== "config").sort();
  const rows = keys.flatMap((key): Touched[] => {
    const [was, is] = [text(base[key]), text(change[key])];
    if (was === is) return [];
    const why = allowsSetting(settings, { setting: `Pulumi.yaml.${key}`, stack: "", value: is });
    return [
      {
        what: "toolchain",
        where: `${file}: ${key}`,
        base: was,
        change: is,
        ...(why === undefined ? {} : { allowed: why }),
      },
    ];
  });
  // Values for all stacks; those that affect the review are treated like a stack's own.
  const values = (one: Config) => ({ config: isObject(one["config"]) ? one["config"] : {} });
  return [...rows, ...touchedSettings(file, "", values(base), values(change), settings)];
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
