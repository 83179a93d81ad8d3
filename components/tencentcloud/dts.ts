import { asBlock } from "../../model/addresses/block";
import { dtsAddresses, dtsAddressesInside } from "../../model/engines/tencentDts/addresses";
import { settingsOf } from "../../model/spec";
import type { EngineKit } from "../kits/contracts";
import { refusal } from "../shared/refusal";
import { taskArgs } from "../shared/taskArgs";
import { TencentcloudDtsTask } from "./dtsTask";
import { readFor, toRead } from "./mappedAddress";

/**
 * Tencent DTS: the task is created in the region of its target, on Tencent Cloud, and reaches the source over the
 * internet, inside its cloud, or through a VPN to the VPC of the target.
 */
export const tencentDts: EngineKit = {
  home: () => "target",

  // That there are none is refused with the task.
  callers: (spec) =>
    dtsAddresses((spec.target as { region: string }).region, settingsOf(spec, "tencent-dts").addresses)?.length ?? 0,

  task(building, route) {
    const { parent, name, spec, temporary } = building;
    const { profile: _, sourceBy: __, ...settings } = settingsOf(spec, "tencent-dts");
    const { region } = spec.target as { region: string };
    const addresses = addressesOf(spec.path, region, settings.addresses);
    if (!addresses)
      throw refusal(
        `tencentDts.addresses: not set, and the vendor publishes no DTS addresses for ${region}; needed: the addresses from which it connects to the source; ask the vendor's support for them`,
      );
    const task = new TencentcloudDtsTask(
      `${name}-task`,
      {
        ...temporary,
        ...taskArgs(building, route),
        ...settings,
        path: spec.path,
      },
      { parent },
    );
    return {
      taskId: task.taskId,
      // Known before anything is created, so that the rules see each.
      egress: addresses.map(asBlock),
      // Inside the cloud it needs no opening.
      local: [],
      ...(addresses.length === 0 ? { toRead: toRead(spec, route, task.taskId) } : {}),
      ...(spec.path === "vpn" && addresses.length > 0 ? { readFor: readFor(addresses, task.taskId) } : {}),
    };
  },
};

/** Empty: nobody knows them yet. undefined: nobody can. */
function addressesOf(path: string, region: string, given?: readonly string[]): readonly string[] | undefined {
  if (path === "vpc") return dtsAddressesInside(given);
  return path === "vpn" ? (given ?? []) : dtsAddresses(region, given);
}
