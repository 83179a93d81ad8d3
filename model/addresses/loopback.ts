import { isIPv4 } from "node:net";

/** Whether a host name or address certainly means this machine, without DNS. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost" || bare === "::1") return true;
  const mapped = bare.replace(/^::ffff:/, "");
  return isIPv4(mapped) && mapped.startsWith("127.");
}
