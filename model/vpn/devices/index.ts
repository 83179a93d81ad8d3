import { readSiteVpn } from "../problems";
import type { SiteVpn } from "../tunnel";
import { ciscoIos } from "./ciscoIos";
import { junos } from "./junos";
import { plainText } from "./plainText";
import { strongSwan } from "./strongswan";

/** Forms of the settings for an on-premises device; a new one is a file and a line. */
const FORMS = { strongSwan, ciscoIos, junos, plainText } satisfies Record<string, (vpn: SiteVpn) => string>;

export type DeviceForm = keyof typeof FORMS;
export const DEVICE_FORMS = Object.keys(FORMS) as DeviceForm[];

/**
 * The settings for the on-premises device, in every form. They contain no key.
 *
 * @throws ProblemsError with everything that is wrong with the connection
 */
export function deviceSettings(input: unknown): Record<DeviceForm, string> {
  const vpn = readSiteVpn(input);
  return Object.fromEntries(DEVICE_FORMS.map((form) => [form, FORMS[form](vpn)])) as Record<DeviceForm, string>;
}
