import { confineEnvironment } from "../../system/environment.mjs";
import { secretsIn } from "../review/environment";
import { startQuickly } from "./quickStarts";

/**
 * Restricts the environment to what an update or an audit needs: the engine passes its whole environment to the
 * program, the pack and every vendor's provider. Keeps Node's compile cache for them.
 *
 * @returns variables that were removed and look like secrets: a custom program may read them
 */
export function confineToEngine(named: readonly string[] = [], ours: NodeJS.ProcessEnv = process.env): string[] {
  const before = secretsIn(ours);
  confineEnvironment("engine", ours, named);
  startQuickly(ours);
  return before.filter((name) => ours[name] === undefined);
}
