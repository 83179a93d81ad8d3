import { shellCommand, shellRemark } from "../printing/shell";
import { strongSwanFile } from "./devices/strongswan";

/** What to take away from the on-premises device once the tunnels are over. */
export function deviceRemovalText({ name, deviceAddress }: { name: string; deviceAddress: string }): string {
  return [
    shellRemark(
      `remove from the device ${deviceAddress}: the tunnels of ${name}, their pre-shared keys, and every object with that name`,
    ),
    shellRemark("strongSwan"),
    shellCommand("rm", strongSwanFile(name)),
    shellCommand("swanctl", "--load-all"),
    shellRemark("and what lets UDP 500 and 4500 and ESP in from the gateway, if nothing else needs it"),
  ].join("\n");
}

/** The same on one line. */
export function deviceRemovalLine({ name, deviceAddress }: { name: string; deviceAddress: string }): string {
  const command = `${shellCommand("rm", strongSwanFile(name))}; ${shellCommand("swanctl", "--load-all")}`;
  return `remove the tunnels of ${name} and their keys from the device ${deviceAddress} (strongSwan: ${command})`;
}
