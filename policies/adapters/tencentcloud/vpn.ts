import { bags, text, texts } from "../../core/read";
import { type Bag, type Known, Unknown } from "../../core/values";
import type { Descriptors, FactReader } from "../descriptor";
import { present } from "../tls";
import { type SettingRow, settingIn, settingsOf } from "../tunnel";

/** The provider's defaults, all of which are weak. */
const PROPOSALS: readonly SettingRow[] = [
  { kind: "version", property: "ikeVersion", fallback: "IKEV1", strong: "IKEV2" },
  { kind: "mode", property: "ikeExchangeMode", fallback: "MAIN", strong: "MAIN" },
  { kind: "encryption", property: "ikeProtoEncryAlgorithm", fallback: "3DES-CBC", strong: "AES-CBC-256" },
  { kind: "authentication", property: "ikeProtoAuthenAlgorithm", fallback: "MD5", strong: "SHA-256" },
  { kind: "group", property: "ikeDhGroupName", fallback: "GROUP1", strong: "GROUP14" },
  { kind: "encryption", property: "ipsecEncryptAlgorithm", fallback: "3DES-CBC", strong: "AES-CBC-256" },
  { kind: "authentication", property: "ipsecIntegrityAlgorithm", fallback: "MD5", strong: "SHA-256" },
  { kind: "pfs", property: "ipsecPfsDhGroup", fallback: "NULL", strong: "DH-GROUP14" },
];

/** tencentcloud.VpnConnection. */
const connection: FactReader = (inputs) => {
  const settings = settingsOf(inputs, PROPOSALS);
  const policies = bags(inputs, "securityGroupPolicies");
  const tunnel = present({
    property: "",
    cloud: "tencentcloud" as const,
    settings,
    ikeVersion: settingIn(settings, "version"),
    ikeVersionProperty: "ikeVersion",
    psk: text(inputs, "preShareKey"),
    pskProperty: "preShareKey",
    localSubnets: subnets(policies, (policy) => text(policy, "localCidrBlock")),
    localProperty: "securityGroupPolicies[].localCidrBlock",
    remoteSubnets: subnets(policies, (policy) => texts(policy, "remoteCidrBlocks")),
    remoteProperty: "securityGroupPolicies[].remoteCidrBlocks",
  });
  return { tunnel: [tunnel] };
};

function subnets(
  policies: Known<(Bag | Unknown)[]> | undefined,
  read: (policy: Bag) => Known<string> | Known<Known<string>[]> | undefined,
): Known<Known<string>[]> {
  if (policies instanceof Unknown) return policies;
  return (policies ?? []).flatMap((policy) => (policy instanceof Unknown ? [policy] : (read(policy) ?? [])));
}

export const tencentcloudVpn: Descriptors = {
  "tencentcloud:index/vpnConnection:VpnConnection": {
    facts: connection,
    tags: "tags",
    secrets: ["preShareKey"],
    ownership: { labels: true },
    remediation: { expiry: true, proposals: PROPOSALS },
  },
  "tencentcloud:index/vpnGateway:VpnGateway": {
    billing: [{ property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID_BY_HOUR" }],
  },
};
