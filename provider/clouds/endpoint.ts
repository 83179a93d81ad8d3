import type { Cloud } from "../../model/clouds";
import { ALLOW_VARIABLE, endpointFault, readAllowed, readEndpoint } from "../../model/endpoints";
import { UserProblem } from "../core/failure";

/**
 * Where a client goes, judged where the credentials are: whoever wrote the address, a stack file, a program or a default.
 *
 * @throws UserProblem when credentials must not be used there
 */
export function endpointOf(cloud: Cloud, service: string, given: string): URL {
  const fault = endpointFault(cloud, service, given, readAllowed(process.env[ALLOW_VARIABLE]));
  const url = readEndpoint(given);
  if (!fault && url) return url;
  const { seen, needed, fix } = fault!;
  throw new UserProblem(`${cloud}.endpoints.${service}: ${seen}; needed: ${needed}; ${fix}`);
}
