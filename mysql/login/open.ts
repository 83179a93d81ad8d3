import { BEYOND_SANDBOX, isWithinReach } from "../../model/sandbox";
import { addressOf } from "../address";
import { classify } from "../classify";
import type { ConnectOptions } from "../connectOptions";
import type { Db } from "../db";
import { ConnectProblem } from "../problem";
import { whereToGetAuthority } from "../tls/authorities";
import { Attempt } from "./attempt";
import { login } from "./login";

/**
 * Opens a session. Nothing ends its statements when the signal aborts or the connection is lost.
 * @param lost called with the statement during which the connection was lost, even while connecting
 * @throws ConnectProblem, or the signal's reason
 */
export async function open(options: ConnectOptions, lost?: (db: Db, statement: string) => void): Promise<Db> {
  options.signal?.throwIfAborted();
  if (options.socket === undefined && !isWithinReach(options.host))
    throw new ConnectProblem("unreachable", addressOf(options), BEYOND_SANDBOX.seen, BEYOND_SANDBOX.fix, options.role);
  const attempt = new Attempt(options);
  try {
    return await attempt.run(login(options, attempt, lost));
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    const { reason, address, cause, fix, side } = classify(error, addressOf(options), options.user);
    const where =
      reason === "certificate" && options.tls?.ca === undefined
        ? whereToGetAuthority(options.host, options.profile)
        : undefined;
    const named = reason === "password" && options.passwordFrom ? `${options.passwordFrom}: ${fix}` : fix;
    throw new ConnectProblem(reason, address, cause, where ? `${named}. ${where}` : named, side ?? options.role);
  }
}
