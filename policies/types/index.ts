import { DESCRIPTORS } from "../adapters";
import { canonical } from "../adapters/aliases";
import { ALICLOUD } from "./alicloud";
import { HUAWEICLOUD } from "./huaweicloud";
import type { TypeLists } from "./lists";
import { TENCENTCLOUD } from "./tencentcloud";

/** What the pack does with a resource type of a covered cloud. */
export type Coverage = "judged" | "noBusiness" | "notYet" | "unlisted";

/** One type of a provider. */
export interface ListedType {
  token: string;
  standing: Exclude<Coverage, "unlisted">;
  /** Why it is irrelevant to a migration. */
  reason?: string;
}

/** Clouds whose providers' types are listed completely. */
export const COVERED = ["alicloud", "huaweicloud", "tencentcloud"] as const;
export type Covered = (typeof COVERED)[number];

const LISTS: Readonly<Record<Covered, { lists: TypeLists; tokenOf: (name: string) => string }>> = {
  alicloud: { lists: ALICLOUD, tokenOf: alicloudToken },
  huaweicloud: { lists: HUAWEICLOUD, tokenOf: (name) => bridged("huaweicloud", name) },
  tencentcloud: { lists: TENCENTCLOUD, tokenOf: (name) => bridged("tencentcloud", name) },
};

/** Every type of a provider, described or merely listed. */
export function typesOf(cloud: Covered): ListedType[] {
  const { lists, tokenOf } = LISTS[cloud];
  const judged = Object.keys(DESCRIPTORS).filter((token) => token.startsWith(`${cloud}:`));
  return [
    ...judged.map((token): ListedType => ({ token, standing: "judged" })),
    ...lists.noBusiness.flatMap(({ reason, types }) =>
      types.map((name): ListedType => ({ token: tokenOf(name), standing: "noBusiness", reason })),
    ),
    ...lists.notYet.map((name): ListedType => ({ token: tokenOf(name), standing: "notYet" })),
  ];
}

let known: Map<string, Coverage> | undefined;

/**
 * What the pack does with a type; undefined for types of other clouds. A type missing from the lists is new or third-party, and
 * nothing judges it.
 */
export function coverageOf(type: string): Coverage | undefined {
  const cloud = type.slice(0, type.indexOf(":"));
  if (!COVERED.includes(cloud as Covered)) return undefined;
  known ??= new Map(COVERED.flatMap((one) => typesOf(one).map(({ token, standing }) => [token, standing] as const)));
  return known.get(canonical(type)) ?? "unlisted";
}

/** `mysql_instance` in the dynamic bridge's naming. */
function bridged(cloud: string, name: string): string {
  const type = name
    .split("_")
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join("");
  return `${cloud}:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}

function alicloudToken(name: string): string {
  const type = name.split("/")[1] ?? "";
  return `alicloud:${name}:${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
