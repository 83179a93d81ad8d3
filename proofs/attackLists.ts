import type { Attack } from "../test/support/attack";

/** Every list of attacks, imported on demand so that an attack's memory does not include the other lists' libraries. */
export const LISTS: Readonly<Record<string, () => Promise<readonly Attack[]>>> = {
  endpoints: async () => (await import("../test/provider/clouds/hostile/attacks.js")).ATTACKS,
  files: async () => (await import("../test/attacks/files.js")).ATTACKS,
  servers: async () => (await import("../test/attacks/servers.js")).ATTACKS,
  names: async () => (await import("../test/model/printing/hostile/attacks.js")).ATTACKS,
  reviews: async () => (await import("../test/policies/hostile/index.js")).ATTACKS,
};
