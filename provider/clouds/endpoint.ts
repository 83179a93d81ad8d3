import { CLOUD_NAMES, type Cloud, REGIONS } from "../../model/clouds";
import { ALLOW_VARIABLE, endpointFault, readAllowed, readEndpoint } from "../../model/endpoints";
import { BEYOND_SANDBOX, isWithinReach } from "../../model/sandbox";
import { UserProblem } from "../core/failure";

/**
 * The endpoint of a service, validated at the point where credentials are used, whoever provided the address: a stack
 * file, a program or a default.
 *
 * @param region expected region: an endpoint of another region would answer for that one
 * @throws UserProblem when credentials must not be sent there, or it belongs to another region
 */
export function endpointOf(cloud: Cloud, service: string, given: string, region: string): URL {
  const fault = endpointFault(cloud, service, given, readAllowed(process.env[ALLOW_VARIABLE]));
  const url = readEndpoint(given);
  if (fault || !url) {
    const { seen, needed, fix } = fault!;
    throw new UserProblem(`${cloud}.endpoints.${service}: ${seen}; needed: ${needed}; ${fix}`);
  }
  if (!isWithinReach(url.hostname))
    throw new UserProblem(`${cloud}.endpoints.${service}: ${url.host} ${BEYOND_SANDBOX.seen}; ${BEYOND_SANDBOX.fix}`);
  const other = regionOf(cloud, url);
  if (other && other !== region) {
    throw new UserProblem(
      `${cloud}.endpoints.${service}: ${url.host} is ${CLOUD_NAMES[cloud]}'s endpoint of ${other}; needed: one of ${region}; ` +
        "omit the endpoint to use the region's own",
    );
  }
  return url;
}

/** The region in an endpoint's host name. */
function regionOf(cloud: Cloud, { hostname }: URL): string | undefined {
  return hostname.split(".").find((label) => REGIONS[cloud].includes(label));
}
