import { z } from "zod";

/** A domain under which a vendor serves its APIs, and where the vendor documents it. */
export interface ApiDomain {
  suffix: string;
  source: string;
}

/** Named allowlists of a cloud's database instances. */
export interface AllowlistFacts {
  /** An entry that admits nobody, where a list must not be empty. */
  nobody: string;
  /** Why dbferry's list cannot have this name. */
  nameProblem(name: string): string | undefined;
}

/** Static facts about a cloud. */
export interface CloudFacts {
  /** Display name. */
  title: string;
  /**
   * Regions that have RDS for MySQL and the migration service, from the vendor's region list (late 2026). A region that
   * is not listed is refused: a typo would otherwise surface as a DNS error in the middle of an update.
   */
  regions: readonly string[];
  /**
   * Domains of the cloud's APIs. Customers have names under some of them too (buckets, database endpoints), so a suffix
   * alone is not enough: the first label has to be the service's.
   */
  domains: readonly ApiDomain[];
  /** First labels of a service's host names; default: the service's own name. */
  labels?(service: string): readonly string[];
  /** Absent: its instances have no such lists. */
  allowlists?: AllowlistFacts;
  /** The callers of a machine are let in by a named list of rules in its security group; absent: by a single rule. */
  machineLists?: true;
  /** Schema of the cloud's section in `dbferry:clouds`. */
  settings: z.ZodType<{ endpoints?: Readonly<Record<string, string>> }>;
}

/** Base URL of a service, in `settings`. */
export const url = z.url({ protocol: /^https?$/, hostname: /.*/ }).describe("base URL of that service");
