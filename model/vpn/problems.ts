import { ProblemsError } from "../problems";
import { issueProblems } from "../spec";
import { networkProblems } from "./networks";
import { type SiteVpn, siteVpn } from "./tunnel";

/**
 * The connection with its defaults.
 *
 * @throws ProblemsError with every problem
 */
export function readSiteVpn(input: unknown): SiteVpn {
  const { success, data, error } = siteVpn.safeParse(input, { reportInput: true });
  const problems = success
    ? networkProblems(data, [
        { path: "deviceAddress", address: data.deviceAddress },
        ...data.gateways.map(({ address }, index) => ({ path: `gateways.${index}.address`, address })),
      ])
    : issueProblems(error);
  if (!success || problems.length > 0) throw new ProblemsError("the VPN", problems);
  return data;
}
