import { asBlock } from "../../../model/addresses/block";
import type { Guard, GuardLook } from "../../core/clouds";
import { coversAddress, seen } from "../lookAt";

/**
 * Entries of an instance's allowlist groups, by name; undefined without credentials or when the instance does not
 * exist.
 */
export type GroupsOf = (
  region: string | undefined,
  instanceId: string,
) => Promise<Record<string, string[]> | undefined>;

/** The instance's allowlist: turns "timed out" into the name of the missing entry. */
export async function allowlistGuard({ login, from, debug }: GuardLook, groupsOf: GroupsOf): Promise<Guard> {
  const where = login.instanceId ?? login.host;
  const fix = `add ${asBlock(from)} to an IP allowlist group of ${where} (dbferry's AllowlistEntry does this), or correct the existing entry`;
  const { region, instanceId } = login;
  const groups = await seen(debug, async () => (instanceId ? groupsOf(region, instanceId) : undefined));
  if (!groups)
    return {
      cause: `the allowlist of ${where} (Alibaba RDS) most likely has no entry for the caller ${from}`,
      fix,
      certain: false,
      reads: "allowlist",
    };
  if (coversAddress(Object.values(groups).flat(), from)) {
    return {
      cause: `no answer, although the allowlist of ${where} has an entry for the caller ${from}: it may not be in effect yet`,
      fix: `run the update again in a few minutes; then check port ${login.port} and the public endpoint of ${where}`,
      certain: false,
      admits: true,
      reads: "allowlist",
    };
  }
  const present = Object.entries(groups).map(([name, entries]) => `${name}: ${entries.join(", ") || "nobody"}`);
  return {
    cause: `the allowlist of ${where} (Alibaba RDS) has no entry for the caller ${from} (${present.join("; ")})`,
    fix,
    certain: true,
    reads: "allowlist",
  };
}
