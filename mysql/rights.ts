import type { Mode, Rights, Role } from "../model/engines/profile";
import { PROFILES, type Profile } from "../model/engines/profiles";
import type { ServerFacts } from "../model/mysql/server";

export type { Mode, Rights, Role } from "../model/engines/profile";
export type { Engine } from "../model/engines/profiles";

/** The least rights that the engine's documentation requires. */
export function leastRights(
  engine: Profile,
  mode: Mode,
  role: Role,
  server: Pick<ServerFacts, "flavour" | "version" | "profile">,
): Rights {
  return PROFILES[engine].rights[role](mode, server);
}
