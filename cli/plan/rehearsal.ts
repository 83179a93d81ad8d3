import { createRequire } from "node:module";
import { resolve } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { Rehearsal } from "../../model/plan/registered";
import { withoutWays } from "../../model/ways";
import { UserError } from "../terminal/errors";
import type { Planned } from "./stackFile";

type Rehearsing = typeof import("../../stacks/rehearsal");

/**
 * What each phase of the migration registers with the engine. The program is the one that an update runs, as the
 * package has it: the vendors' SDKs are no part of this command.
 *
 * @throws UserError when the program refuses the migration
 */
export async function rehearsalOf({ migration, clouds, policies }: Planned): Promise<Rehearsal> {
  const { rehearse } = createRequire(__filename)(resolve(__dirname, "../../lib/stacks/rehearsal.js")) as Rehearsing;
  try {
    return await rehearse(migration, { clouds, policies });
  } catch (error) {
    if (RunError.isInstance(error)) throw new UserError(withoutWays((error as Error).message));
    throw error;
  }
}
