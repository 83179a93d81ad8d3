import type { z } from "zod";
import type { CloudApi } from "../core/clouds";

/** What every cloud's section of the provider's configuration has. */
export interface Section {
  region?: string;
  /** Account that the migration service is used in. */
  account?: string;
  accessKey?: string;
  secretKey?: string;
}

/** A cloud that dbferry can talk to: its section of the provider's configuration, and its calls. */
export interface CloudModule<C extends Section = Section> {
  config: z.ZodObject;
  /** Members of the section that are secret whoever writes them. */
  secrets: readonly (keyof C & string)[];
  /** Environment variables that fill in what the section leaves out. */
  variables: Readonly<Record<string, readonly string[]>>;
  /** What of the section does not hold in another region; default: all of it does. */
  regional?: readonly (keyof C & string)[];
  /** Clients are made when first used, so that a cloud that nothing needs need not be configured. */
  connect(config: C): CloudApi;
}
