import { z } from "zod";

/** A domain under which a vendor serves its APIs, and where the vendor says so. */
export interface ApiDomain {
  suffix: string;
  source: string;
}

/** What dbferry knows of a cloud without talking to it. */
export interface CloudFacts {
  /** For people. */
  title: string;
  /**
   * Regions that have RDS for MySQL and the migration service, by the vendor's own region list (late 2026). A region missing here is
   * refused rather than guessed: a typo would otherwise surface as a DNS error in the middle of an update.
   */
  regions: readonly string[];
  /**
   * Where the cloud's APIs are. Customers have names under some of these domains too (buckets, database endpoints), so a suffix alone
   * is not enough: the first label has to be the service's own.
   */
  domains: readonly ApiDomain[];
  /** Names of a service in front of those domains; default: its own. */
  labels?(service: string): readonly string[];
  /** What `dbferry:clouds` may say of it. */
  settings: z.ZodType<{ endpoints?: Readonly<Record<string, string>> }>;
}

/** Base URL of a service, in `settings`. */
export const url = z.url({ protocol: /^https?$/, hostname: /.*/ }).describe("base URL of that service");
