import type { TunnelSetting } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

/** Weak values by setting. Groups 1, 2 and 5 have less than 112 bits of strength. */
const WEAK: Record<TunnelSetting["kind"], RegExp> = {
  version: /^(ike)?v?1$|^ikev1$/i,
  mode: /^aggressive$/i,
  encryption: /^(3?des)(-|_|$)/i,
  authentication: /^(md5|sha-?1?)$/i,
  group: /^(dh-?)?group-?0*(1|2|5)$/i,
  pfs: /^(null|disabled?|none|(dh-?)?group-?0*(1|2|5))$/i,
};

/** NET-14: a tunnel negotiates breakable algorithms, explicitly or by default. */
export const net14 = defineRule<"tunnel">({
  id: "NET-14",
  title: "A tunnel negotiates weak keys or ciphers",
  severity: "high",
  why: "Defaults and vendor samples still say IKEv1, 3DES, MD5 and group 1: Tencent's provider defaults to all of them, Alibaba's to IKEv1, SHA-1 and group 2. Whoever records the traffic can read it later.",
  remedy: "IKEv2, AES-256, SHA-256, group 14 or higher, PFS on; written out, not left to defaults.",
  tags: ["vpn", "crypto", "defaults"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new tencentcloud.VpnConnection("vpn", { customerGatewayId, vpnGatewayId, preShareKey })',
    passes:
      'new tencentcloud.VpnConnection("vpn", { ..., ikeVersion: "IKEV2", ikeProtoEncryAlgorithm: "AES-CBC-256", ikeProtoAuthenAlgorithm: "SHA-256", ikeDhGroupName: "GROUP14", ipsecEncryptAlgorithm: "AES-CBC-256", ipsecIntegrityAlgorithm: "SHA-256", ipsecPfsDhGroup: "DH-GROUP14" })',
  },
  facet: "tunnel",
  judge(tunnel) {
    // IKEv2 has no modes; providers that still have the input ignore it.
    const settings = tunnel.settings.filter((setting) => setting.kind !== "mode" || isWeakVersion(tunnel.ikeVersion));
    const weak = settings.filter(
      (setting) => typeof setting.value === "string" && WEAK[setting.kind].test(setting.value.trim()),
    );
    if (weak.length > 0) return [finding(weak)];
    return settings.flatMap((setting): Finding[] =>
      setting.value instanceof Unknown
        ? [undecided(setting.property, `${setting.strong} or stronger`, setting.value)]
        : [],
    );
  },
});

function isWeakVersion(version: TunnelSetting["value"]): boolean {
  return typeof version !== "string" || WEAK.version.test(version.trim());
}

function finding(weak: readonly TunnelSetting[]): Finding {
  const seen = weak.map(
    (setting) => `${setting.property} "${setting.value}"${setting.byDefault ? " (the provider's default)" : ""}`,
  );
  const strong = weak.map((setting) => `${setting.property}: "${setting.strong}"`);
  return violation({
    property: weak[0]!.property,
    seen: seen.join(", "),
    needed: "IKEv2, AES-256, SHA-256, group 14 or higher, PFS on",
    fix: `set ${strong.join(", ")}`,
    edits: weak.map((setting) => ({ at: setting.property, to: setting.strong })),
  });
}
