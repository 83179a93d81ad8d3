import { asBlock } from "../../../model/addresses/block";
import { dtsAddresses, dtsAddressesInside } from "../../../model/engines/tencentDts/addresses";
import type { Egress } from "../../core/driver";
import type { TaskSpec } from "../../core/taskSpec";

/**
 * A task connects to a source on the internet from any address of its region, and to one in its cloud from any of the
 * service's own network; they are known before the task exists. Through a VPN it has an address that only the vendor's
 * console shows: none is known before somebody has written it.
 */
export function egressOf(region: string, { path, own }: Pick<TaskSpec, "path" | "own">): Egress {
  const given = own["addresses"] as readonly string[] | undefined;
  if (path === "vpc") return { blocks: dtsAddressesInside(given).map(asBlock) };
  if (path === "vpn") return { blocks: (given ?? []).map(asBlock) };
  if (path !== "public") return { missing: "no address from which it connects over a private network" };
  const addresses = dtsAddresses(region, given);
  if (!addresses) return { missing: `no published addresses of ${region}, and no tencentDts.addresses` };
  return { blocks: addresses.map(asBlock) };
}
