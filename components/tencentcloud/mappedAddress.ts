import * as pulumi from "@pulumi/pulumi";
import type { Migration } from "../../model/spec";
import { notReadYet } from "../../model/spec/rules/readByHand";
import type { Route } from "../kits/contracts";

/** What a person does to find out which address the source sees, which the vendor shows in its console alone (S002.11). */
export function toRead(
  spec: Migration,
  { source: { host, port }, vpn }: Route,
  taskId: pulumi.Input<string>,
): pulumi.Output<string> {
  const open = notReadYet(spec);
  if (!open) throw new Error(`${spec.name}: no address of the task, and none that a person reads`);
  const { gatewayId, vpcId, subnetId } = vpn?.reachedBy ?? {};
  const { path, key, where } = open;
  return pulumi.interpolate`a person has to read the address from which the task ${taskId} connects to the source: no API names it. It is shown ${where} (gateway ${gatewayId}, VPC ${vpcId}, subnet ${subnetId}, server ${host}:${port}). Write it into the stack file, ${path.replace(`.${key}`, "")}: { ${key}: [ADDRESS] }, and run the phase prepare again: it creates the migration account for this address alone, and prints what to open on the host. Until it is written, the phase migrate is refused, and nothing is started`;
}

/** No API confirms it: a person sees here which task it is used for. */
export function readFor(addresses: readonly string[], taskId: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`tencentDts.addresses, ${addresses.join(", ")}, is used as the address of the task ${taskId}: make sure that the vendor's console shows it at this task, because no API confirms it`;
}
