import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AlicloudVpn, type AlicloudVpnArgs } from "../../../components";
import { NOW } from "../../support/smallestMigration";
import { providerOf, Registrations, refusalOf, settled } from "../support/registered";

const ARGS = {
  migration: "shop",
  expires: "2026-12-10T00:00:00Z",
  owner: "dba@example.com",
  vpnName: "dbferry-shop",
  vpcId: "vpc-1",
  vswitchId: "vsw-1",
  standbyVswitchId: "vsw-2",
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16", "10.3.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["100.104.52.0/24", "100.104.61.128/26"],
} satisfies AlicloudVpnArgs;

const TAGS = { "migrate-id": "shop", "migrate-expires": "20261210T000000Z", owner: "dba-example-com" };
const KEYS: Record<string, string> = {
  "vpn-key-1": "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV",
  "vpn-key-2": "ZyXwVuTsRqPoNmLkJiHgFeDcBa_ZyXwVuTsRqPoNmLkJiHgFe",
};
const PARTS = [
  "vpn alicloud:vpn/gateway:Gateway",
  "vpn dbferry:index:AlicloudVpn",
  "vpn-device alicloud:vpn/customerGateway:CustomerGateway",
  "vpn-key-1 random:index/randomPassword:RandomPassword",
  "vpn-key-2 random:index/randomPassword:RandomPassword",
  "vpn-route-1 alicloud:vpn/routeEntry:RouteEntry",
  "vpn-route-2 alicloud:vpn/routeEntry:RouteEntry",
  "vpn-tunnels alicloud:vpn/connection:Connection",
];
const COMPONENT = "vpn dbferry:index:AlicloudVpn";

let made: Registrations;

function outputs({ type, name, inputs }: pulumi.runtime.MockResourceArgs): any {
  if (type.endsWith(":Gateway"))
    return { ...inputs, internetIp: "203.0.113.10", disasterRecoveryInternetIp: "203.0.113.11" };
  if (type.endsWith(":RandomPassword")) return { ...inputs, result: KEYS[name] };
  return inputs;
}

async function build(more: Partial<AlicloudVpnArgs> = {}, opts: pulumi.ComponentResourceOptions = {}) {
  const vpn = new AlicloudVpn("vpn", { ...ARGS, ...more }, made.watching(opts));
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

const secret = (value: unknown) => ({ [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value });

describe("a VPN of Alibaba Cloud registers", () => {
  it("exactly this, all below the component; another name would replace a tunnel in use", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS);
    const below = Object.entries(made.parents).filter(([key]) => key !== COMPONENT);
    expect(below.map(([key]) => key).sort()).toEqual(PARTS.filter((part) => part !== COMPONENT));
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

  it("its marks on each part that has tags, by the provider it was given", async () => {
    const provider = providerOf("alicloud", "east");
    await build({}, { providers: { alicloud: provider } });
    await pulumi.runtime.disconnect();
    const parts = made.all.filter(({ type }) => type.startsWith("alicloud:"));
    expect(parts).toHaveLength(5);
    for (const { name, type, inputs, provider: by } of parts) {
      if (!type.endsWith(":RouteEntry")) expect(inputs, name).toMatchObject({ tags: TAGS });
      expect(by, name).toContain("::east");
    }
  });

  it("a gateway that is paid by the hour, with an address in each vSwitch", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.of("vpn/gateway:Gateway")[0]?.inputs).toEqual({
      vpnGatewayName: "dbferry-shop",
      vpcId: "vpc-1",
      vswitchId: "vsw-1",
      disasterRecoveryVswitchId: "vsw-2",
      bandwidth: 100,
      networkType: "public",
      vpnType: "Normal",
      enableIpsec: true,
      enableSsl: false,
      paymentType: "PayAsYouGo",
      autoPay: true,
      tags: TAGS,
    });
    expect(made.of("CustomerGateway")[0]?.inputs).toEqual({
      customerGatewayName: "dbferry-shop",
      ipAddress: "198.51.100.20",
      tags: TAGS,
    });
  });

  it("tunnels whose every setting is written out, strong, and with a key of its own", async () => {
    await build();
    await pulumi.runtime.disconnect();
    const tunnel = (index: 1 | 2, role: string) => ({
      role,
      customerGatewayId: "vpn-device-id",
      enableDpd: true,
      enableNatTraversal: true,
      tunnelIkeConfig: {
        ikeVersion: "ikev2",
        ikeMode: "main",
        ikeEncAlg: "aes256",
        ikeAuthAlg: "sha256",
        ikePfs: "group14",
        ikeLifetime: 86_400,
        psk: KEYS[`vpn-key-${index}`],
      },
      tunnelIpsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14", ipsecLifetime: 3600 },
    });
    const [{ inputs } = { inputs: {} }] = made.of("Connection");
    expect(inputs).toEqual({
      vpnConnectionName: "dbferry-shop",
      vpnGatewayId: "vpn-id",
      localSubnets: ARGS.cloudSubnets,
      remoteSubnets: ARGS.deviceSubnets,
      effectImmediately: true,
      autoConfigRoute: false,
      // With the keys in it, all of it is a secret.
      tunnelOptionsSpecifications: secret([tunnel(1, "master"), tunnel(2, "slave")]),
      tags: TAGS,
    });
  });

  it("a published route to each network behind the device", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.of("RouteEntry").map(({ inputs }) => inputs)).toEqual(
      ARGS.deviceSubnets.map((routeDest) => ({
        ...{ vpnGatewayId: "vpn-id", nextHop: "vpn-tunnels-id", routeDest, weight: 100, publishVpc: true },
      })),
    );
  });

  it("a proposal as given, in both phases of both tunnels", async () => {
    await build({ proposal: { integrity: "sha2-384", ikeLifetimeSeconds: 7200, ipsecLifetimeSeconds: 900 } });
    await pulumi.runtime.disconnect();
    for (const tunnel of made.of("Connection")[0]!.inputs.tunnelOptionsSpecifications.value) {
      expect(tunnel.tunnelIkeConfig).toMatchObject({ ikeAuthAlg: "sha384", ikeLifetime: 7200 });
      expect(tunnel.tunnelIpsecConfig).toMatchObject({ ipsecAuthAlg: "sha384", ipsecLifetime: 900 });
    }
  });

  it("neither gateway nor customer gateway where they are given", async () => {
    const gateway = { id: "theirs", address: "203.0.113.1", standbyAddress: "203.0.113.2" };
    const vpn = await build({
      ...{ gateway, customerGatewayId: "cgw-theirs", vswitchId: undefined, standbyVswitchId: undefined },
    } as object);
    expect(await settled(vpn.gatewayAddresses)).toEqual(["203.0.113.1", "203.0.113.2"]);
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS.filter((part) => !/:(Customer)?Gateway$/.test(part)));
    const [{ inputs } = { inputs: {} as any }] = made.of("Connection");
    expect([inputs.vpnGatewayId, inputs.tunnelOptionsSpecifications.value[1].customerGatewayId]).toEqual([
      "theirs",
      "cgw-theirs",
    ]);
  });
});

describe("the outputs of a VPN of Alibaba Cloud", () => {
  it("keep the keys secret, also in what the cloud tells of the connection", async () => {
    const vpn = await build();
    expect(await pulumi.isSecret(vpn.preSharedKeys)).toBe(true);
    expect(await settled(vpn.preSharedKeys)).toEqual(Object.values(KEYS));
  });

  it("say what to open on the server for each block, known before anything exists", async () => {
    await made.start(true);
    const vpn = await build({ server: { address: "10.1.0.7", port: 3307, user: "df_shop" } });
    expect(await (vpn.hostOpenings as any).isKnown).toBe(true);
    expect((await settled(vpn.hostOpenings)).match(/^# open.*$/gm)).toEqual([
      "# open on 10.1.0.7: TCP port 3307 from 100.104.52.0/24, and nothing else",
      "# open on 10.1.0.7: TCP port 3307 from 100.104.61.128/26, and nothing else",
    ]);
  });

  it("have the device's settings for both addresses and every block, without a key and not secret", async () => {
    const vpn = await build();
    for (const form of ["strongSwan", "ciscoIos", "junos", "plainText"] as const) {
      expect(await pulumi.isSecret(vpn[form]), form).toBe(false);
      const text = await settled(vpn[form]);
      for (const part of ["203.0.113.10", "203.0.113.11", "the output preSharedKeys of vpn, item 2", "100.104.61.128"])
        expect(text).toContain(part);
      for (const key of Object.values(KEYS)) expect(text).not.toContain(key);
    }
  });
});

describe("a VPN of Alibaba Cloud is refused before anything is registered", () => {
  const messageOf = (more: object) => refusalOf(() => new AlicloudVpn("vpn", { ...ARGS, ...more } as AlicloudVpnArgs));
  afterEach(() => expect(made.all).toEqual([]));

  it("with networks that overlap, or that the cloud's own services have, all at once", () => {
    const message = messageOf({
      deviceSubnets: ["10.1.0.0/16", "100.64.1.0/24"],
      cloudSubnets: ["10.1.128.0/24"],
      proposal: { dhGroup: "group19" },
    });
    expect(message).toContain("cloudSubnets: 10.1.128.0/24, which overlaps 10.1.0.0/16 of deviceSubnets");
    expect(message).toContain("deviceSubnets: 100.64.1.0/24, which overlaps 100.64.0.0/10");
    expect(message).toContain('proposal.dhGroup: "group19", which a VPN gateway of Alibaba Cloud does not negotiate');
  });

  it("with a weak proposal, a bandwidth that is not sold, and more networks than a connection takes", () => {
    const message = messageOf({
      proposal: { encryption: "3des", dhGroup: "group2" },
      bandwidth: 50,
      cloudSubnets: Array.from({ length: 11 }, (_, at) => `100.104.${at}.0/24`),
    });
    expect(message).toContain('proposal.encryption: "3des"; needed: one of aes-256');
    expect(message).toContain('proposal.dhGroup: "group2"; needed: one of group14');
    expect(message).toContain("bandwidth: 50");
    expect(message).toContain("cloudSubnets: 11 networks; needed: at most 10");
  });

  it("without a place for the gateway", () => {
    const message = messageOf({ vswitchId: undefined, standbyVswitchId: undefined });
    expect(message).toContain("vswitchId: nothing; needed: a vSwitch for the gateway, or gateway");
    expect(message).toContain("standbyVswitchId: nothing");
    expect(messageOf({ standbyVswitchId: "vsw-1" })).toContain(
      "standbyVswitchId: vsw-1, as vswitchId; needed: another",
    );
  });

  it("with an end that the tunnel itself would carry", () => {
    const message = messageOf({
      deviceAddress: "10.1.0.1",
      gateway: { id: "theirs", address: "203.0.113.1", standbyAddress: "203.0.113.1" },
    });
    expect(message).toContain("deviceAddress: 10.1.0.1, which is in 10.1.0.0/16");
    expect(message).toContain("gateway.standbyAddress: 203.0.113.1, as gateway.address");
  });
});
