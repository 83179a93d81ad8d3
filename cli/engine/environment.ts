import { confineEnvironment } from "../../system/environment.mjs";
import { secretsIn } from "../review/environment";
import { startQuickly } from "./quickStarts";

/**
 * Leaves the engine what an update or an audit needs of the environment: it gives everything that it has to the program, the pack and
 * every vendor's provider. What Node compiles in them is kept.
 *
 * @returns what was left out and looks like a secret: a program of one's own may read it
 */
export function confineToEngine(named: readonly string[] = [], ours: NodeJS.ProcessEnv = process.env): string[] {
  const before = secretsIn(ours);
  confineEnvironment("engine", ours, named);
  startQuickly(ours);
  return before.filter((name) => ours[name] === undefined);
}
