import type { Touched } from "../../policies/review";
import { leavesOf } from "./configuration";
import { allowsSetting, type ReviewSettings } from "./settings";

/** A provider configured by the program, from the engine's events. */
export interface ProviderSeen {
  urn: string;
  type: string;
  inputs: Record<string, unknown>;
}

/**
 * Provider endpoints that are not in the base's stack file: an endpoint can be set in code as well as in the
 * configuration.
 */
export function touchedProviders(
  stack: string,
  seen: readonly ProviderSeen[],
  base: Record<string, unknown> | undefined,
  settings: ReviewSettings,
): Touched[] {
  const known = new Set([...leavesOf(base ?? {}).values()].flatMap((value) => hostOf(value) ?? []));
  return seen.flatMap((provider) =>
    [...leavesOf(provider.inputs)].flatMap(([path, value]): Touched[] => {
      // `cloud` is the domain that Huawei's provider appends to every service name.
      const host = hostOf(value) ?? (/endpoint|host|domain|^cloud$/i.test(path) ? bareHost(value) : undefined);
      const disarms =
        (/insecure|skip.*(tls|ssl|verify|cert)/i.test(path) && value === "true") ||
        (/protocol/i.test(path) && /^http$/i.test(value));
      if (!disarms && (host === undefined || known.has(host))) return [];
      const setting = `${provider.type}.${path}`;
      const why = allowsSetting(settings, { setting, stack, value });
      return [
        {
          what: "endpoint",
          where: `${stack}: ${setting}`,
          base: "nothing",
          change: value,
          ...(why === undefined ? {} : { allowed: why }),
        },
      ];
    }),
  );
}

function hostOf(value: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return undefined;
  return URL.canParse(value) ? new URL(value).host : value;
}

/** A host without a scheme, with an optional port. */
function bareHost(value: string): string | undefined {
  return /^[\w.-]+\.[\w-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i.test(value) ? value : undefined;
}
