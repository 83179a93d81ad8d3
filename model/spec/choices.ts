import { z } from "zod";
import { CLOUDS } from "../clouds";
import { ENGINES } from "../engines";
import { named } from "../named";
import { PHASES } from "../phase";
import { MODES, PATHS } from "../scenario";

/** Enumerations used in several places; each is one type in the package's schema. */

export const engine = named("Engine", "A service that moves the data.", z.enum(ENGINES));

export const mode = named(
  "Mode",
  "`full`: a full load only; `full+incremental`: a full load, then every change until the cutover.",
  z.enum(MODES),
);

export const path = named("Path", "How the task reaches the source.", z.enum(PATHS));

export const cloud = named("Cloud", "A cloud that dbferry supports.", z.enum(CLOUDS));

export const cloudOrOnprem = named(
  "CloudOrOnprem",
  "A cloud, or `onprem` for a server of your own.",
  z.enum([...CLOUDS, "onprem"]),
);

export const phase = named(
  "Phase",
  "How far a migration goes: each phase is one update. `done` removes every opening, `cancelled` gives up.",
  z.enum(PHASES),
);

export const whenLive = named(
  "WhenLive",
  "What deletion does while a task still replicates: `refuse` fails, `end` ends the task properly first.",
  z.enum(["refuse", "end"]),
);

export { nodeType } from "../engines/drs/nodeType";

export const side = named("Side", "A side of a migration.", z.enum(["source", "target"]));

export const tlsMode = named(
  "TlsMode",
  "`verify`: encrypted, and the server's certificate is verified; `required`: encrypted but unverified; `off`: unencrypted.",
  z.enum(["verify", "required", "off"]),
);

export const gateId = z
  .string()
  .regex(/^G(0[1-9]|10)$/, "the id of a gate, such as G05")
  .describe("the id of a gate, such as G05");

export const checkId = z
  .string()
  .regex(/^C\d{2}$/, "the id of a check, such as C44")
  .describe("the id of a check, such as C44");
