import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HuaweicloudVpn, type HuaweicloudVpnArgs } from "../../../components";
import { NOW } from "../../support/smallestMigration";
import { providerOf, Registrations, refusalOf, settled } from "../support/registered";

const ARGS = {
  migration: "shop",
  expires: "2026-12-10T00:00:00Z",
  owner: "dba@example.com",
  vpnName: "dbferry-shop",
  region: "cn-north-4",
  vpcId: "vpc-1",
  subnetId: "subnet-1",
  availabilityZones: ["cn-north-4a", "cn-north-4b"],
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["192.168.10.0/24", "192.168.20.0/24"],
} satisfies HuaweicloudVpnArgs;

const TAGS = { "migrate-id": "shop", "migrate-expires": "20261210T000000Z", owner: "dba-example-com" };
const KEYS: Record<string, string> = {
  "vpn-key-1": "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV",
  "vpn-key-2": "ZyXwVuTsRqPoNmLkJiHgFeDcBa_ZyXwVuTsRqPoNmLkJiHgFe",
};
const PARTS = [
  "vpn dbferry:index:HuaweicloudVpn",
  "vpn huaweicloud:index/vpnGateway:VpnGateway",
  "vpn-1 huaweicloud:index/vpnConnection:VpnConnection",
  "vpn-2 huaweicloud:index/vpnConnection:VpnConnection",
  "vpn-device huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway",
  "vpn-eip-1 huaweicloud:index/vpcEip:VpcEip",
  "vpn-eip-2 huaweicloud:index/vpcEip:VpcEip",
  "vpn-key-1 random:index/randomPassword:RandomPassword",
  "vpn-key-2 random:index/randomPassword:RandomPassword",
];

let made: Registrations;

function outputs({ type, name, inputs }: pulumi.runtime.MockResourceArgs): any {
  if (type.endsWith(":VpcEip")) return { ...inputs, address: name.endsWith("1") ? "203.0.113.10" : "203.0.113.11" };
  if (type.endsWith(":RandomPassword")) return { ...inputs, result: KEYS[name] };
  return inputs;
}

async function build(more: Partial<HuaweicloudVpnArgs> = {}, opts: pulumi.ComponentResourceOptions = {}) {
  const vpn = new HuaweicloudVpn("vpn", { ...ARGS, ...more }, made.watching(opts));
  await settled(vpn.urn);
  return vpn;
}

beforeEach(async () => {
  made = new Registrations();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  await made.start(false, outputs);
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  vi.useRealTimers();
});

describe("a VPN of Huawei Cloud registers", () => {
  it("exactly this, all below the component; another name would replace a tunnel in use", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS);
    const below = Object.entries(made.parents).filter(([key]) => key !== PARTS[0]);
    expect(below.map(([key]) => key).sort()).toEqual(PARTS.slice(1));
    expect(new Set(below.map(([, parent]) => parent))).toEqual(new Set(["vpn"]));
  });

  it("the same in a preview, where no address is known", async () => {
    await made.start(true);
    const vpn = await build();
    expect(await (vpn.gatewayAddresses as any).isKnown).toBe(false);
    expect(await (vpn.junos as any).isKnown).toBe(false);
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS);
  });

  it("its region and its marks on each part, by the provider it was given", async () => {
    const provider = providerOf("huaweicloud", "north");
    await build({}, { providers: { huaweicloud: provider } });
    await pulumi.runtime.disconnect();
    const parts = made.all.filter(({ type }) => type.startsWith("huaweicloud:"));
    expect(parts).toHaveLength(6);
    for (const { name, inputs, provider: by } of parts) {
      expect(inputs, name).toMatchObject({ region: "cn-north-4", tags: TAGS });
      expect(by, name).toContain("::north");
    }
  });

  it("a gateway that keeps its addresses when it is removed, with an active and a standby one", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.of("VpnGateway")[0]?.inputs).toEqual({
      name: "dbferry-shop",
      region: "cn-north-4",
      vpcId: "vpc-1",
      connectSubnet: "subnet-1",
      availabilityZones: ["cn-north-4a", "cn-north-4b"],
      localSubnets: ARGS.cloudSubnets,
      haMode: "active-standby",
      eip1: { id: "vpn-eip-1-id" },
      eip2: { id: "vpn-eip-2-id" },
      deleteEipOnTermination: false,
      tags: TAGS,
    });
    expect(made.of("VpnCustomerGateway")[0]?.inputs).toEqual({
      name: "dbferry-shop",
      region: "cn-north-4",
      idType: "ip",
      idValue: "198.51.100.20",
      tags: TAGS,
    });
  });

  it("tunnels whose every setting is written out, strong, and with a key of its own", async () => {
    await build();
    await pulumi.runtime.disconnect();
    const algorithms = { encryptionAlgorithm: "aes-256", authenticationAlgorithm: "sha2-256" };
    const tunnel = (index: 1 | 2, haRole: string) => ({
      name: `dbferry-shop-${index}`,
      region: "cn-north-4",
      gatewayId: "vpn-id",
      gatewayIp: `vpn-eip-${index}-id`,
      customerGatewayId: "vpn-device-id",
      haRole,
      vpnType: "policy",
      peerSubnets: ["10.1.0.0/16"],
      policyRules: [
        { source: "192.168.10.0/24", destinations: ["10.1.0.0/16"] },
        { source: "192.168.20.0/24", destinations: ["10.1.0.0/16"] },
      ],
      psk: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: KEYS[`vpn-key-${index}`] },
      ikepolicy: {
        ...algorithms,
        ikeVersion: "v2",
        authenticationMethod: "pre-share",
        dhGroup: "group14",
        lifetimeSeconds: 86_400,
      },
      ipsecpolicy: {
        ...algorithms,
        transformProtocol: "esp",
        encapsulationMode: "tunnel",
        pfs: "group14",
        lifetimeSeconds: 3600,
      },
      tags: TAGS,
    });
    expect(made.of("VpnConnection").map(({ inputs }) => inputs)).toEqual([tunnel(1, "master"), tunnel(2, "slave")]);
  });

  it("keys of letters and underscores: no device or cloud takes one for an encoded key, or wants quotes", async () => {
    await build();
    await pulumi.runtime.disconnect();
    const key = {
      length: 48,
      numeric: false,
      special: true,
      overrideSpecial: "_",
      minUpper: 1,
      minLower: 1,
      minSpecial: 1,
    };
    expect(made.of("RandomPassword").map(({ inputs }) => inputs)).toEqual([key, key]);
  });

  it("a proposal as given, in both phases", async () => {
    await build({ proposal: { dhGroup: "group20", integrity: "sha2-384", ipsecLifetimeSeconds: 900 } });
    await pulumi.runtime.disconnect();
    for (const { inputs } of made.of("VpnConnection")) {
      expect(inputs.ikepolicy).toMatchObject({ dhGroup: "group20", authenticationAlgorithm: "sha2-384" });
      expect(inputs.ipsecpolicy).toMatchObject({ pfs: "group20", lifetimeSeconds: 900 });
    }
  });

  it("neither gateway nor addresses where a gateway is given", async () => {
    const eip = (index: number) => ({ id: `theirs-${index}`, address: `203.0.113.${index}` });
    const vpn = await build({ gateway: { id: "theirs", eip1: eip(1), eip2: eip(2) } });
    expect(await settled(vpn.gatewayAddresses)).toEqual(["203.0.113.1", "203.0.113.2"]);
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS.filter((part) => !/VpcEip|VpnGateway/.test(part)));
    expect(made.of("VpnConnection").map(({ inputs }) => [inputs.gatewayId, inputs.gatewayIp])).toEqual([
      ["theirs", "theirs-1"],
      ["theirs", "theirs-2"],
    ]);
  });
});

describe("the outputs of a VPN", () => {
  it("keep the keys secret", async () => {
    const vpn = await build();
    expect(await pulumi.isSecret(vpn.preSharedKeys)).toBe(true);
    expect(await settled(vpn.preSharedKeys)).toEqual(Object.values(KEYS));
  });

  it("say what to open on the server for each network, known before anything exists", async () => {
    await made.start(true);
    const vpn = await build({ server: { address: "10.1.0.7", port: 3307, user: "df_shop" } });
    expect(await (vpn.hostOpenings as any).isKnown).toBe(true);
    const text = await settled(vpn.hostOpenings);
    expect(text.match(/^# (open|until).*$/gm)).toEqual([
      "# open on 10.1.0.7: TCP port 3307 from 192.168.10.0/24, and nothing else",
      "# until: 2026-12-10T00:00:00Z",
      "# open on 10.1.0.7: TCP port 3307 from 192.168.20.0/24, and nothing else",
      "# until: 2026-12-10T00:00:00Z",
    ]);
    expect(text).toContain("CREATE USER 'df_shop'@'192.168.20.0/255.255.255.0'");
  });

  it("have the device's settings for both addresses, without a key and not secret", async () => {
    const vpn = await build();
    for (const form of ["strongSwan", "ciscoIos", "junos", "plainText"] as const) {
      expect(await pulumi.isSecret(vpn[form]), form).toBe(false);
      const text = await settled(vpn[form]);
      expect(text).toContain("203.0.113.10");
      expect(text).toContain("203.0.113.11");
      expect(text).toContain("the output preSharedKeys of vpn, item 2");
      for (const key of Object.values(KEYS)) expect(text).not.toContain(key);
    }
  });
});

describe("a VPN is refused before anything is registered", () => {
  const messageOf = (more: object) =>
    refusalOf(() => new HuaweicloudVpn("vpn", { ...ARGS, ...more } as HuaweicloudVpnArgs));
  afterEach(() => expect(made.all).toEqual([]));

  it("with networks that overlap, and a server that is in none of them, all at once", () => {
    const message = messageOf({
      cloudSubnets: ["10.1.128.0/24", "192.168.0.0/24", "10.0.0.0/8"],
      server: { address: "10.2.0.7", user: "df_shop" },
    });
    expect(message).toContain('HuaweicloudVpn "vpn": 3 problems');
    expect(message).toContain("cloudSubnets: 10.1.128.0/24, which overlaps 10.1.0.0/16 of deviceSubnets");
    expect(message).toContain("cloudSubnets: 10.0.0.0/8, which overlaps 10.1.0.0/16 of deviceSubnets");
    expect(message).toContain("server.address: 10.2.0.7; needed: an address in deviceSubnets (10.1.0.0/16)");
  });

  it("with a weak proposal, every weak value at once, together with what else is wrong", () => {
    const message = messageOf({
      proposal: { encryption: "3des", integrity: "sha1", dhGroup: "group2" },
      cloudSubnets: ["10.1.0.0/24"],
    });
    expect(message).toContain('proposal.encryption: "3des"; needed: one of aes-256');
    expect(message).toContain('proposal.integrity: "sha1"; needed: one of sha2-256');
    expect(message).toContain('proposal.dhGroup: "group2"; needed: one of group14');
    expect(message).toContain("overlaps");
  });

  it("with an end that the tunnel itself would carry", () => {
    const eip = (index: number) => ({ id: `theirs-${index}`, address: `203.0.113.${index}` });
    const message = messageOf({
      deviceAddress: "10.1.0.1",
      cloudSubnets: ["203.0.113.0/24"],
      gateway: { id: "theirs", eip1: eip(1), eip2: eip(1) },
    });
    expect(message).toContain("deviceAddress: 10.1.0.1, which is in 10.1.0.0/16");
    expect(message).toContain("gateway.eip1.address: 203.0.113.1, which is in 203.0.113.0/24");
    expect(message).toContain("gateway.eip2.address: 203.0.113.1, as gateway.eip1.address");
  });

  it("with networks that are known only later: they decide whether it can work", () => {
    expect(messageOf({ deviceSubnets: pulumi.output(["10.1.0.0/16"]) })).toContain(
      "deviceSubnets: a value that is known only",
    );
  });
});
