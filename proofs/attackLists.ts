import type { Attack } from "../test/support/attack";

/** Every list of attacks. Loaded one by one, so that an attack's memory is not that of all the others' libraries. */
export const LISTS: Readonly<Record<string, () => Promise<readonly Attack[]>>> = {
  endpoints: async () => (await import("../test/provider/clouds/hostile/attacks.js")).ATTACKS,
  files: async () => (await import("../test/attacks/files.js")).ATTACKS,
  servers: async () => (await import("../test/attacks/servers.js")).ATTACKS,
  names: async () => (await import("../test/model/printing/hostile/attacks.js")).ATTACKS,
  reviews: async () => (await import("../test/policies/hostile/index.js")).ATTACKS,
};
