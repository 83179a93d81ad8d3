import { resolve } from "node:path";

export interface ReviewOptions {
  /** The project; with a change, the base's. */
  cwd: string;
  /** Checkout of somebody else's change. */
  change?: string;
  stack?: string[];
  since?: string;
  create?: boolean;
  /** Folder with a `<stack>.json` for each stack to compare with its state. */
  state?: string;
  policyPack: string;
  policyConfig?: string;
  name?: string;
  /** Additional variables that the preview needs. */
  env?: string[];
  allowSecrets?: boolean;
  minutes?: number;
  /** Cancels the review. */
  signal?: AbortSignal;
  /** Concurrent stacks; limited by processors and memory by default. */
  atOnce?: number;
  /** Base URL of dbferry's published documentation. */
  docs?: string;
}

export const root = resolve(__dirname, "../..");
