import { randomBytes } from "node:crypto";
import { errors } from "../errors";
import type { AlibabaPolicy, AlibabaTunnel } from "../facts/vpnTypes";
import type { Parameters, ParameterTable } from "../parameters";
import { refused } from "./errors";

/** What the service accepts, weak values included, and its defaults, which are weak. */
const ENCRYPTION = { values: ["aes", "aes192", "aes256", "des", "3des"], fallback: "aes" };
const INTEGRITY = { values: ["md5", "sha1", "sha256", "sha384", "sha512"], fallback: "md5" };
const GROUPS = ["group1", "group2", "group5", "group14"];

const IKE: Readonly<Record<string, { values: readonly string[]; fallback: string }>> = {
  IkeVersion: { values: ["ikev1", "ikev2"], fallback: "ikev1" },
  IkeMode: { values: ["main", "aggressive"], fallback: "main" },
  IkeEncAlg: ENCRYPTION,
  IkeAuthAlg: INTEGRITY,
  IkePfs: { values: GROUPS, fallback: "group2" },
};
const IPSEC: typeof IKE = {
  IpsecEncAlg: ENCRYPTION,
  IpsecAuthAlg: INTEGRITY,
  IpsecPfs: { values: ["disabled", ...GROUPS], fallback: "group2" },
};
const PSK = /^[A-Za-z0-9~`!@#$%^&*()_\-+={}[\]|;:\\",.<>/?]{1,100}$/;

const ROOT = "TunnelOptionsSpecification.N";
const named = (folder: string, names: readonly string[], kind: "?" | "-"): ParameterTable =>
  Object.fromEntries(names.map((name) => [`${ROOT}.${folder}${name}`, kind]));

/** Of both tunnels of a connection. */
export const TUNNELS: ParameterTable = {
  ...named("", ["CustomerGatewayId", "Role", "EnableDpd", "EnableNatTraversal"], "?"),
  ...named("", ["RemoteCaCertificate"], "-"),
  ...named("TunnelBgpConfig.", ["LocalAsn", "LocalBgpIp", "TunnelCidr"], "-"),
  ...named("TunnelIkeConfig.", [...Object.keys(IKE), "IkeLifetime", "Psk"], "?"),
  ...named("TunnelIkeConfig.", ["LocalId", "RemoteId"], "-"),
  ...named("TunnelIpsecConfig.", [...Object.keys(IPSEC), "IpsecLifetime"], "?"),
};

/** Of the single tunnel that other gateways have. */
export const SINGLE: ParameterTable = Object.fromEntries(
  [
    ...["BgpConfig", "EnableDpd", "EnableNatTraversal", "EnableTunnelsBgp", "HealthCheckConfig"],
    ...["IkeConfig", "IpsecConfig", "RemoteCaCertificate"],
  ].map((name) => [name, "-" as const]),
);

/**
 * Both tunnels as they are given; what is left out is the default of the vendor, or as before. @throws RpcError
 */
export function tunnelsOf(parameters: Parameters, before?: readonly AlibabaTunnel[]): [AlibabaTunnel, AlibabaTunnel] {
  const given = [1, 2].map((at) => tunnelOf(parameters, at, before));
  const roles = given.map(({ role }) => role).sort();
  if (roles.join() !== "master,slave") throw refused.value("TunnelOptionsSpecification", "one master and one slave");
  if (parameters.get("TunnelOptionsSpecification.3.Role") !== undefined)
    throw refused.value("TunnelOptionsSpecification", "two tunnels");
  // In the order of the gateway's addresses.
  return given.sort((a, b) => a.role.localeCompare(b.role)) as [AlibabaTunnel, AlibabaTunnel];
}

function tunnelOf(parameters: Parameters, at: number, all: readonly AlibabaTunnel[] | undefined): AlibabaTunnel {
  const get = (name: string) => parameters.get(`TunnelOptionsSpecification.${at}.${name}`);
  const role = get("Role");
  if (role !== "master" && role !== "slave") throw refused.value("Role");
  const before = all?.find((one) => one.role === role);
  const customerGatewayId = get("CustomerGatewayId") ?? before?.customerGatewayId;
  if (!customerGatewayId) throw errors.missing("TunnelOptionsSpecification.CustomerGatewayId");
  const flag = (name: string, otherwise: boolean) => {
    const text = get(name);
    if (text !== undefined && text !== "true" && text !== "false") throw refused.value(name);
    return text === undefined ? otherwise : text === "true";
  };
  const psk = get("TunnelIkeConfig.Psk") ?? before?.ike["Psk"] ?? randomBytes(8).toString("hex");
  if (!PSK.test(psk)) throw refused.value("Psk");
  return {
    ...{ id: before?.id ?? `tun-bp1${randomBytes(8).toString("hex")}`, role, customerGatewayId },
    enableDpd: flag("EnableDpd", before?.enableDpd ?? true),
    enableNatTraversal: flag("EnableNatTraversal", before?.enableNatTraversal ?? true),
    ike: { ...policy(IKE, "TunnelIkeConfig.", "IkeLifetime", get, before?.ike), Psk: psk },
    ipsec: policy(IPSEC, "TunnelIpsecConfig.", "IpsecLifetime", get, before?.ipsec),
  };
}

function policy(
  known: typeof IKE,
  folder: string,
  lifetime: string,
  get: (name: string) => string | undefined,
  before: AlibabaPolicy | undefined,
): Record<string, string> {
  const chosen = Object.entries(known).map(([name, { values, fallback }]) => {
    const value = get(`${folder}${name}`) ?? before?.[name] ?? fallback;
    if (!values.includes(value)) throw refused.value(name, `one of ${values.join(", ")}`);
    return [name, value] as const;
  });
  const seconds = get(`${folder}${lifetime}`) ?? before?.[lifetime] ?? "86400";
  if (!/^\d{1,5}$/.test(seconds) || Number(seconds) > 86_400) throw refused.value(lifetime, "0 to 86400");
  return { ...Object.fromEntries(chosen), [lifetime]: seconds };
}
