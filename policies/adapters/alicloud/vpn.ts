import type { Tunnel } from "../../core/facets";
import { bags, text, texts } from "../../core/read";
import { type Bag, Unknown } from "../../core/values";
import { INSTANCE_CHARGE_TYPE, PAYMENT_TYPE } from "../billing";
import type { Descriptors, FactReader, ResourceRef } from "../descriptor";
import { present } from "../tls";
import { type SettingRow, settingIn, settingsOf } from "../tunnel";

/** Defaults of `ikeConfig` and `ipsecConfig` (single tunnel). */
const SINGLE: readonly SettingRow[] = [
  { kind: "version", property: "ikeConfig.ikeVersion", fallback: "ikev1", strong: "ikev2" },
  { kind: "mode", property: "ikeConfig.ikeMode", fallback: "main", strong: "main" },
  { kind: "encryption", property: "ikeConfig.ikeEncAlg", fallback: "aes", strong: "aes256" },
  { kind: "authentication", property: "ikeConfig.ikeAuthAlg", fallback: "sha1", strong: "sha256" },
  { kind: "group", property: "ikeConfig.ikePfs", fallback: "group2", strong: "group14" },
  { kind: "encryption", property: "ipsecConfig.ipsecEncAlg", fallback: "aes", strong: "aes256" },
  { kind: "authentication", property: "ipsecConfig.ipsecAuthAlg", fallback: "md5", strong: "sha256" },
  { kind: "pfs", property: "ipsecConfig.ipsecPfs", fallback: "group2", strong: "group14" },
];

/** Defaults of one element of `tunnelOptionsSpecifications` (dual tunnel). */
const DUAL: readonly SettingRow[] = SINGLE.map((row) => ({
  ...row,
  property: row.property.replace("ikeConfig.", "tunnelIkeConfig.").replace("ipsecConfig.", "tunnelIpsecConfig."),
}));

/** `ikeConfigs` and `ipsecConfigs` of alicloud.vpn.IpsecServer, whose defaults differ from those of a connection. */
const SERVER: readonly SettingRow[] = SINGLE.map((row) => ({
  ...row,
  property: row.property.replace("Config.", "Configs[0]."),
  ...(row.kind === "version" ? { fallback: "ikev2" } : {}),
  ...(row.kind === "authentication" ? { fallback: "sha1" } : {}),
}));

const LIST = "tunnelOptionsSpecifications";

/** A tunnel whose settings are all unknown. */
function unseen(rows: readonly SettingRow[], value: Unknown): Bag {
  return Object.fromEntries(rows.map(({ property }) => [property.split(".")[0]!, value]));
}

/** alicloud.vpn.Connection and GatewayVpnAttachment: one tunnel, or two in tunnelOptionsSpecifications. */
const connection =
  (local: string, remote: string): FactReader =>
  (inputs, ref) => {
    const shared = sides(inputs, ref, local, remote);
    const tunnels = bags(inputs, LIST);
    // An unknown list has tunnels with unknown settings; the provider's defaults do not apply to them.
    if (tunnels instanceof Unknown)
      return {
        tunnel: [{ ...shared, ...negotiation(unseen(DUAL, tunnels), DUAL, `${LIST}.`, "tunnelIkeConfig.psk") }],
      };
    if (tunnels === undefined || tunnels.length === 0)
      return { tunnel: [{ ...shared, ...negotiation(inputs, SINGLE, "", "ikeConfig.psk") }] };
    return {
      tunnel: tunnels.map((tunnel, index) => {
        const seen = tunnel instanceof Unknown ? unseen(DUAL, tunnel) : tunnel;
        return { ...shared, ...negotiation(seen, DUAL, `${LIST}[${index}].`, "tunnelIkeConfig.psk") };
      }),
    };
  };

/** alicloud.vpn.IpsecServer: clients dial in and get an address from a pool. */
const server: FactReader = (inputs, ref) => ({
  tunnel: [{ ...sides(inputs, ref, "localSubnet", "clientIpPool"), ...negotiation(inputs, SERVER, "", "psk") }],
});

function sides(inputs: Bag, ref: ResourceRef, local: string, remote: string) {
  return {
    cloud: "alicloud" as const,
    localSubnets: texts(inputs, local) ?? [],
    localProperty: local,
    remoteSubnets: texts(inputs, remote) ?? [],
    remoteProperty: remote,
    ...(ref.component ? { carriesDts: ref.component } : {}),
  };
}

function negotiation(bag: Bag, rows: readonly SettingRow[], prefix: string, psk: string) {
  const settings = settingsOf(bag, rows, prefix);
  const part = present({
    property: prefix.replace(/\.$/, ""),
    settings,
    ikeVersion: settingIn(settings, "version"),
    ikeVersionProperty: settings[0]!.property,
    psk: text(bag, psk),
    pskProperty: `${prefix}${psk}`,
  });
  return part satisfies Partial<Tunnel>;
}

const CONNECTION_SECRETS = ["ikeConfig.psk", "tunnelOptionsSpecifications[].tunnelIkeConfig.psk"];

export const alicloudVpn: Descriptors = {
  "alicloud:vpn/connection:Connection": {
    facts: connection("localSubnets", "remoteSubnets"),
    tags: "tags",
    secrets: CONNECTION_SECRETS,
    ownership: { labels: true },
    remediation: { expiry: true },
  },
  "alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment": {
    facts: connection("localSubnet", "remoteSubnet"),
    secrets: CONNECTION_SECRETS,
  },
  "alicloud:vpn/ipsecServer:IpsecServer": { facts: server, secrets: ["psk"] },
  "alicloud:vpn/gateway:Gateway": { billing: [PAYMENT_TYPE, INSTANCE_CHARGE_TYPE] },
};
