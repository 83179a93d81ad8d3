import { CLOUDS } from "../model/clouds";
import { nearest } from "../model/nearest";
import type { Problem } from "../model/problems";

/** Configuration keys in the project's own namespace: what the program reads, and what the command stores. */
export const PROGRAM_KEYS = [
  "migration",
  "phase",
  "clouds",
  "sourceAdminPassword",
  "targetAdminPassword",
  "accountPassword",
  "sourceSshKey",
  "restart",
  // Stored by `dbferry cancel`.
  "cancelled",
] as const;

/** Keys read from the `dbferry` namespace, whatever the project's name. */
export const SHARED_KEYS = ["policies"] as const;

/** Settings of the dbferry provider. The program creates its own provider, configured from elsewhere. */
const PROVIDER_KEYS: Readonly<Record<string, string>> = {
  pollSeconds: "clouds.pollSeconds",
  alicloud: "clouds.alicloud",
  huaweicloud: "clouds.huaweicloud",
  tencentcloud: "clouds.tencentcloud",
};

/**
 * Keys of the stack's configuration that are not read. Otherwise a mistyped key would silently count as absent, and
 * the default phase is `prepare`.
 *
 * @param given every key of the stack, `namespace:key`
 */
export function unknownKeys(given: readonly string[], project: string): Problem[] {
  const known = [...PROGRAM_KEYS.map((key) => `${project}:${key}`), ...SHARED_KEYS.map((key) => `dbferry:${key}`)];
  return given
    .filter((key) => !known.includes(key))
    .flatMap((key) => {
      const [namespace = "", name = ""] = key.split(":", 2);
      const meant = meantBy(namespace, name, project, known);
      const ours = namespace === project || namespace === "dbferry";
      if (!ours && (FOREIGN.has(namespace) || meant === undefined)) return [];
      return [
        {
          path: key,
          seen: "unknown key",
          needed: `one of ${known.join(", ")}`,
          fix: `${meant ? `did you mean ${meant}? ` : ""}remove it: pulumi config rm ${key}`,
        },
      ];
    });
}

/** Namespaces of others: the engine's own, and the vendors' providers. */
const FOREIGN: ReadonlySet<string> = new Set(["pulumi", ...CLOUDS]);

function meantBy(namespace: string, name: string, project: string, known: readonly string[]): string | undefined {
  const elsewhere = namespace === "dbferry" || namespace === project ? PROVIDER_KEYS[name] : undefined;
  if (elsewhere) return `${project}:${elsewhere}`;
  // A known key in a namespace other than the project's.
  const same = known.find((key) => key.split(":")[1] === name);
  if (same) return same;
  if (namespace === project || namespace === "dbferry") {
    const near = nearest(
      name,
      known.map((key) => key.split(":")[1]!),
    );
    return known.find((key) => key.split(":")[1] === near);
  }
  return nearest(`${namespace}:${name}`, known);
}
