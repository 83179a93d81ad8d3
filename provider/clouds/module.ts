import type { z } from "zod";
import type { CloudApi } from "../core/clouds";

/** Fields of every cloud's section in the provider's configuration. */
export interface Section {
  region?: string;
  /** Account in which the migration service is used. */
  account?: string;
  accessKey?: string;
  secretKey?: string;
  /** Of the vendor's credentials file. */
  profile?: string;
}

/** A cloud that dbferry can talk to: its section of the provider's configuration, and its calls. */
export interface CloudModule<C extends Section = Section> {
  config: z.ZodObject;
  /** Members of the section that are always secret. */
  secrets: readonly (keyof C & string)[];
  /** Environment variables that fill in what the section leaves out. */
  variables: Readonly<Record<string, readonly string[]>>;
  /** Members of the section that do not apply in another region; default: none. */
  regional?: readonly (keyof C & string)[];
  /** What the section selects within its region, in words: `project 0586…`. Nothing is seen of what is in another one. */
  part?(config: C): string | undefined;
  /** Creates clients on first use, so that a cloud that is not used need not be configured. */
  connect(config: C): CloudApi;
}
