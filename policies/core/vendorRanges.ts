import type { Plan } from "./plan";
import { text } from "./read";
import type { VendorRange } from "./rule";
import type { Bag } from "./values";

/** Where an opening is. */
export interface Whereabouts {
  /** Absent: not known. */
  cloud?: string;
  /** It is the hosts of an account that dbferry makes. */
  account?: boolean;
  /** The migration that it belongs to. */
  migration?: ReturnType<Plan["migrationOf"]>;
}

/** Why a vendor's range is none for an opening; undefined when it is one. */
export function misfit({ service }: VendorRange, { cloud, account, migration }: Whereabouts): string | undefined {
  if (!service) return undefined;
  const { title, regions, accountsOnly } = service;
  if (accountsOnly && !account)
    return `${title} comes from it past every allowlist and security group of its own cloud: only the hosts of its account have to name it`;
  if (!migration)
    return cloud === service.cloud
      ? undefined
      : `the opening is not in the cloud of ${title}, and belongs to no migration of it`;
  const by = migration.service;
  if (!by) return undefined;
  if (by.engine !== service.engine) return `the migration uses ${by.engine}`;
  if (!regions || by.regions.length === 0 || by.regions.some((one) => regions.includes(one))) return undefined;
  return `it is of tasks in ${regions.join(", ")}, and the migration is in ${by.regions.join(" and ")}`;
}

/** The cloud of a resource, by its type; of dbferry's own, by its inputs. */
export function cloudOf(type: string, inputs: Bag): string | undefined {
  const [provider = ""] = type.split(":");
  if (provider !== "dbferry") return provider;
  const cloud = text(inputs, "cloud");
  return typeof cloud === "string" ? cloud : undefined;
}
