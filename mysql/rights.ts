import { PROFILES, type Profile } from "./engines";
import type { Mode, Rights, Role } from "./engines/profile";
import type { ServerFacts } from "./server";

export type { Engine } from "./engines";
export type { Mode, Rights, Role } from "./engines/profile";

/** The least rights that the engine's documentation requires. */
export function leastRights(
  engine: Profile,
  mode: Mode,
  role: Role,
  server: Pick<ServerFacts, "flavour" | "version" | "profile">,
): Rights {
  return PROFILES[engine].rights[role](mode, server);
}
