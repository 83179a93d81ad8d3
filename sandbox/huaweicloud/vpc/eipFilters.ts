import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { many, page } from "./queries";

/** Filters whose names are paths in the response; the field must equal one of the given values. */
const FILTERS = [
  "id",
  "ip_version",
  "public_ip_address",
  "type",
  "network_type",
  "publicip_pool_name",
  "status",
  "alias",
  "description",
  "enterprise_project_id",
  "public_border_group",
  "associate_instance_type",
  "associate_instance_id",
  "vnic.private_ip_address",
  "vnic.device_id",
  "vnic.device_owner",
  "vnic.vpc_id",
  "vnic.port_id",
  "vnic.instance_type",
  "vnic.instance_id",
  "bandwidth.id",
  "bandwidth.name",
  "bandwidth.size",
  "bandwidth.share_type",
  "bandwidth.charge_mode",
] as const;
/** Substring filters; the field's name precedes "_like". */
const LIKE = ["public_ip_address_like", "alias_like", "vnic.private_ip_address_like", "bandwidth.name_like"] as const;
const SORTED = ["id", "public_ip_address", "ip_version", "public_border_group", "created_at", "updated_at"] as const;

const each = <N extends string>(names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, many.optional()])) as Record<N, z.ZodOptional<typeof many>>;

export const listV3 = z.strictObject({
  ...page,
  offset: z.coerce.number().int().min(0).optional(),
  fields: many.optional(),
  sort_key: z.enum(SORTED).optional(),
  sort_dir: z.enum(["asc", "desc"]).optional(),
  ...each(FILTERS),
  ...each(LIKE),
  "vnic.device_owner_prefixlike": z.string().optional(),
  ...refused(
    "public_ipv6_address",
    "public_ipv6_address_like",
    "billing_info",
    "billing_mode",
    "allow_share_bandwidth_type_any",
  ),
});
type Query = z.infer<typeof listV3>;
type Shown = Record<string, unknown>;

export function matchesV3(eip: Shown, query: Query): boolean {
  const filters: Record<string, unknown> = query;
  const given = (name: string) => filters[name] as string[] | undefined;
  const prefix = query["vnic.device_owner_prefixlike"];
  return (
    FILTERS.every((name) => given(name)?.includes(at(eip, name)) ?? true) &&
    LIKE.every((name) => given(name)?.some((part) => at(eip, name.replace(/_like$/, "")).includes(part)) ?? true) &&
    (prefix === undefined || at(eip, "vnic.device_owner").startsWith(prefix))
  );
}

/** Newest first by default. */
export function sortV3(eips: Shown[], { sort_key = "created_at", sort_dir = "desc" }: Query): Shown[] {
  const sign = sort_dir === "asc" ? 1 : -1;
  const order = (a: Shown, b: Shown) => compare(at(a, sort_key), at(b, sort_key)) || compare(at(a, "id"), at(b, "id"));
  return [...eips].sort((a, b) => sign * order(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function at(eip: Shown, path: string): string {
  const value = path
    .split(".")
    .reduce<unknown>((inside, name) => (inside as Record<string, unknown> | null)?.[name], eip);
  return String(value ?? "");
}
