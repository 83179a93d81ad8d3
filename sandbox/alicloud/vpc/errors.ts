import { RpcError } from "../errors";

/** Refusals of VPC, in the vendor's words as far as its documents give them. */
export const refused = {
  gateway: () =>
    new RpcError(404, "InvalidVpnGatewayInstanceId.NotFound", "The specified vpn gateway instance id does not exist."),
  customerGateway: () =>
    new RpcError(
      404,
      "InvalidCustomerGatewayInstanceId.NotFound",
      "The specified customer gateway instance id does not exist.",
    ),
  connection: () =>
    new RpcError(
      404,
      "InvalidVpnConnectionInstanceId.NotFound",
      "The specified vpn connection instance id does not exist.",
    ),
  vswitch: () => new RpcError(404, "InvalidVSwitchId.NotFound", "Specified vSwitch does not exist."),
  configuring: () => new RpcError(400, "VpnGateway.Configuring", "The specified service is configuring."),
  sameAddress: () => new RpcError(400, "InvalidIpAddress.AlreadyExist", "Specified IpAddress is already exist."),
  connectionExists: () => new RpcError(400, "InvalidVpnConnection.AlreadyExists", "Vpn connection already exists."),
  quota: () => new RpcError(400, "Resource.QuotaFull", "The quota of resource is full"),
  subnet: (which: "LocalSubnet" | "RemoteSubnet", seen: string) =>
    new RpcError(400, `IllegalParam.${which}`, `The specified "${which}" (${seen}) is invalid.`),
  route: () => new RpcError(404, "InvalidRouteEntry.NotFound", "The specified route entry does not exist."),
  value: (name: string, why = "") =>
    new RpcError(400, `IllegalParam.${name}`, `The specified "${name}" is invalid${why ? `: ${why}` : "."}`),
  /** The vendor's documents forbid it, and name no code. */
  inUse: (text: string) => new RpcError(400, "DependencyViolation", text),
};
