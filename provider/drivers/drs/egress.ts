import { asBlock } from "../../../model/addresses/block";
import type { Egress } from "../../core/driver";
import type { TaskInfo } from "../../core/task";
import type { TaskSpec } from "../../core/taskSpec";

/**
 * A DRS node has one address of each kind. On the public path the source sees the public one, which is known before the
 * task exists if it is one of our EIPs; on other paths it sees the private one.
 */
export function egress(spec: Pick<TaskSpec, "path" | "eip">, task?: Pick<TaskInfo, "publicIp" | "privateIp">): Egress {
  if (spec.path !== "public") return seenAs(task?.privateIp, "private");
  return seenAs(spec.eip?.address ?? task?.publicIp, "public");
}

function seenAs(address: string | undefined, kind: string): Egress {
  return address ? { blocks: [asBlock(address)] } : { missing: `no ${kind} address` };
}
