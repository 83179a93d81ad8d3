import * as pulumi from "@pulumi/pulumi";
import { type Phase, planOf } from "../../model/phase";
import type { Migration } from "../../model/spec";
import { vpnName } from "../../model/spec/vpn";
import { deviceRemovalText } from "../../model/vpn/removal";
import type { SiteToSite } from "../kits/contracts";

/**
 * Prints what an administrator enters on the on-premises device, or once the tunnels are over, removes from it. dbferry
 * neither configures the device nor looks at it.
 */
export function tellDevice(made: SiteToSite | undefined, spec: Migration, phase: Phase, resource: pulumi.Resource) {
  const { vpn } = spec;
  if (!vpn) return;
  const plan = planOf(phase);
  if (made && !plan.cutover) {
    void made.deviceSettings.plainText.apply((text) =>
      pulumi.log.warn(`${enter(vpn.deviceAddress)}\n${text}`, resource),
    );
  } else if (!plan.openings) {
    const text = deviceRemovalText({ name: vpnName(spec), deviceAddress: vpn.deviceAddress });
    void pulumi.log.warn(`${REMOVE}\n${text}`, resource);
  }
}

const enter = (device: string) =>
  `an administrator has to enter this on the device ${device}: until its tunnels are up, the task's connection test fails. The same for strongSwan, ` +
  "Cisco IOS and Junos: pulumi stack output strongSwan (ciscoIos, junos); the keys: pulumi stack output preSharedKeys --show-secrets";

const REMOVE =
  "dbferry does not look at the device on premises: whoever configured it has to remove the tunnels there. Nothing here proves that they are removed";
