import { asBlock } from "../../../model/addresses/block";
import { DTS_ADDRESSES } from "../../../model/spec/engines/tencentDtsAddresses";
import type { Egress, TaskSpec } from "../../core/driver";

/** A task calls a source on the internet from any of its region's addresses, which are known before it exists. */
export function egressOf(region: string, { path, own }: Pick<TaskSpec, "path" | "own">): Egress {
  if (path !== "public") return { missing: "no address from which it calls over a private network" };
  const given = own["addresses"] as readonly string[] | undefined;
  const addresses = given ?? DTS_ADDRESSES[region];
  if (!addresses) return { missing: `no published addresses of ${region}, and no tencentDts.addresses` };
  return { blocks: addresses.map(asBlock) };
}
