import { z } from "zod";
import { CLOUDS, type Cloud, FACTS } from "../clouds";
import { type AllowedEndpoints, endpointFault } from "../endpoints";
import { didYouMean } from "../nearest";
import type { Problem } from "../problems";
import { neededBy } from ".";
import { keysAt } from "./keys";

const settings = Object.fromEntries(CLOUDS.map((cloud) => [cloud, FACTS[cloud].settings.optional()])) as {
  [C in Cloud]: z.ZodOptional<(typeof FACTS)[C]["settings"]>;
};

/**
 * How to reach the clouds when not at their public addresses: a sandbox, a private endpoint. Credentials are not part
 * of it: they come from the environment, under the vendors' own names. An endpoint that is not the vendor's also has to
 * be permitted there.
 */
export const cloudsSchema = z
  .strictObject({
    ...settings,
    pollSeconds: z
      .number()
      .min(0.05)
      .max(300)
      .optional()
      .describe("shortest interval between polls of a cloud, in seconds; default: 5"),
  })
  .prefault({});

export type CloudSettings = z.output<typeof cloudsSchema>;

/**
 * Parses the clouds' addresses. Returns problems instead of throwing, so that they are reported together with those of
 * the migration.
 *
 * @param allowed endpoints that the environment permits besides the vendors' own
 */
export function parseClouds(input: unknown, allowed: AllowedEndpoints): { clouds: CloudSettings; problems: Problem[] } {
  const parsed = cloudsSchema.safeParse(input, { reportInput: true });
  if (parsed.success) {
    const refused = foreign(parsed.data, allowed);
    return refused.length > 0 ? { clouds: {}, problems: refused } : { clouds: parsed.data, problems: [] };
  }
  const problems = parsed.error.issues.flatMap((issue) => {
    const path = ["clouds", ...issue.path];
    if (issue.code !== "unrecognized_keys") {
      const seen = issue.input === undefined ? "nothing" : JSON.stringify(issue.input);
      return [{ path: path.join("."), seen, needed: neededBy(issue) }];
    }
    const known = keysAt(cloudsSchema, issue.path);
    return issue.keys.map((key) => ({
      path: [...path, key].join("."),
      seen: "unknown key",
      needed: `one of ${known.join(", ")}`,
      ...didYouMean(key, known),
    }));
  });
  return { clouds: {}, problems };
}

/** Endpoints that are neither the vendors' nor permitted by the environment: credentials would be sent there. */
function foreign(clouds: CloudSettings, allowed: AllowedEndpoints): Problem[] {
  const given = CLOUDS.map((cloud) => {
    const { endpoints = {} } = (clouds[cloud] ?? {}) as { endpoints?: Record<string, string> };
    return [cloud, endpoints] as const;
  });
  return given.flatMap(([cloud, endpoints]) =>
    Object.entries(endpoints).flatMap(([service, address]) => {
      const fault = endpointFault(cloud, service, address, allowed);
      return fault ? [{ path: `clouds.${cloud}.endpoints.${service}`, ...fault }] : [];
    }),
  );
}
