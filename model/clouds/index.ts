import { alicloud } from "./alicloud";
import type { ApiDomain, CloudFacts } from "./facts";
import { huaweicloud } from "./huaweicloud";
import { tencentcloud } from "./tencentcloud";

/** Every cloud; a new one is a file and a line. */
export const FACTS = {
  alicloud,
  tencentcloud,
  huaweicloud,
} satisfies Record<string, CloudFacts>;

export type Cloud = keyof typeof FACTS;
export const CLOUDS = Object.keys(FACTS) as Cloud[];

export const CLOUD_NAMES = each(({ title }) => title);
export const REGIONS = each(({ regions }) => regions);
export const API_DOMAINS: Record<Cloud, readonly ApiDomain[]> = each(({ domains }) => domains);

function each<T>(of: (facts: CloudFacts) => T): Record<Cloud, T> {
  return Object.fromEntries(CLOUDS.map((cloud) => [cloud, of(FACTS[cloud])])) as Record<Cloud, T>;
}

/** First labels of a service's host names in this cloud. */
export function serviceLabels(cloud: Cloud, service: string): readonly string[] {
  return (FACTS[cloud] as CloudFacts).labels?.(service) ?? [service];
}

/** The region most similar to the given one, for "did you mean". */
export function nearestRegion(cloud: Cloud, region: string): string | undefined {
  const squashed = squash(region);
  return (
    REGIONS[cloud].find((known) => squash(known) === squashed) ??
    REGIONS[cloud].find((known) => known.startsWith(region.slice(0, 6)))
  );
}

function squash(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
