import { asBlock } from "../../../model/addresses/block";
import { dtsAddresses } from "../../../model/engines/tencentDts/addresses";
import type { Egress } from "../../core/driver";
import type { TaskSpec } from "../../core/taskSpec";

/**
 * A task connects to a source on the internet from any address of its region; they are known before the task exists.
 */
export function egressOf(region: string, { path, own }: Pick<TaskSpec, "path" | "own">): Egress {
  if (path !== "public") return { missing: "no address from which it connects over a private network" };
  const addresses = dtsAddresses(region, own["addresses"] as readonly string[] | undefined);
  if (!addresses) return { missing: `no published addresses of ${region}, and no tencentDts.addresses` };
  return { blocks: addresses.map(asBlock) };
}
