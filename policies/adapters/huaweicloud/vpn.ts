import { bags, text, texts } from "../../core/read";
import { Unknown } from "../../core/values";
import type { Descriptors, FactReader } from "../descriptor";
import { present } from "../tls";
import { type SettingRow, settingIn, settingsOf } from "../tunnel";

/** The provider's defaults; they are strong enough. */
const PROPOSALS: readonly SettingRow[] = [
  { kind: "version", property: "ikepolicy.ikeVersion", fallback: "v2", strong: "v2" },
  { kind: "mode", property: "ikepolicy.phase1NegotiationMode", fallback: "main", strong: "main" },
  { kind: "encryption", property: "ikepolicy.encryptionAlgorithm", fallback: "aes-128", strong: "aes-256" },
  { kind: "authentication", property: "ikepolicy.authenticationAlgorithm", fallback: "sha2-256", strong: "sha2-256" },
  { kind: "group", property: "ikepolicy.dhGroup", fallback: "group15", strong: "group15" },
  { kind: "encryption", property: "ipsecpolicy.encryptionAlgorithm", fallback: "aes-128", strong: "aes-256" },
  { kind: "authentication", property: "ipsecpolicy.authenticationAlgorithm", fallback: "sha2-256", strong: "sha2-256" },
  { kind: "pfs", property: "ipsecpolicy.pfs", fallback: "group14", strong: "group14" },
];

/** huaweicloud.VpnConnection. Its local networks are the gateway's, except in policy rules. */
const connection: FactReader = (inputs) => {
  const settings = settingsOf(inputs, PROPOSALS);
  const rules = bags(inputs, "policyRules");
  const local =
    rules instanceof Unknown
      ? rules
      : (rules ?? []).flatMap((rule) => (rule instanceof Unknown ? [rule] : (text(rule, "source") ?? [])));
  const tunnel = present({
    property: "",
    cloud: "huaweicloud" as const,
    settings,
    ikeVersion: settingIn(settings, "version"),
    ikeVersionProperty: "ikepolicy.ikeVersion",
    psk: text(inputs, "psk"),
    pskProperty: "psk",
    localSubnets: local,
    localProperty: "policyRules[].source",
    remoteSubnets: texts(inputs, "peerSubnets") ?? [],
    remoteProperty: "peerSubnets",
  });
  return { tunnel: [tunnel] };
};

export const huaweicloudVpn: Descriptors = {
  "huaweicloud:index/vpnGateway:VpnGateway": { secrets: ["certificate.privateKey", "certificate.encPrivateKey"] },
  "huaweicloud:index/vpnConnection:VpnConnection": {
    facts: connection,
    tags: "tags",
    secrets: ["psk"],
    ownership: { labels: true },
    remediation: { expiry: true },
    crossResource: {
      gateway: {
        property: "gatewayId",
        type: "huaweicloud:index/vpnGateway:VpnGateway",
        near: "localSubnets",
        far: "peerSubnets",
      },
    },
  },
};
