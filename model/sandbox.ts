import { isLoopback } from "./addresses/loopback";

/**
 * Environment variable that marks the sandbox: the address of its control server, inherited by every program started
 * there.
 */
export const SANDBOX_VARIABLE = "DBFERRY_SANDBOX_CONTROL";

/** Whether a host may be contacted: inside the sandbox, only this machine, and no name is looked up. */
export function isWithinReach(host: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return !env[SANDBOX_VARIABLE] || isLoopback(host);
}

export const BEYOND_SANDBOX = {
  seen: `is not on this machine, and ${SANDBOX_VARIABLE} is set: nothing leaves the sandbox`,
  fix: "name the sandbox's own server or address, or unset that variable",
} as const;
