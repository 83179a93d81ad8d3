import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TencentcloudVpn, type TencentcloudVpnArgs } from "../../../components";
import { NOW } from "../../support/smallestMigration";
import { providerOf, Registrations, refusalOf, settled } from "../support/registered";

const ARGS = {
  migration: "shop",
  expires: "2026-12-10T00:00:00Z",
  owner: "dba@example.com",
  vpnName: "dbferry-shop",
  vpcId: "vpc-1",
  routeTableId: "rtb-1",
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16", "10.2.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["192.168.10.0/24", "192.168.20.0/24"],
} satisfies TencentcloudVpnArgs;

const TAGS = { "migrate-id": "shop", "migrate-expires": "20261210T000000Z", owner: "dba-example-com" };
const KEY = "aBcDeFgHiJkLmNoPqRsTuVwXyZ_aBcDeFgHiJkLmNoPqRsTuV";
const PARTS = [
  "vpn dbferry:index:TencentcloudVpn",
  "vpn tencentcloud:index/vpnGateway:VpnGateway",
  "vpn-device tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway",
  "vpn-key random:index/randomPassword:RandomPassword",
  "vpn-route-1 tencentcloud:index/routeTableEntry:RouteTableEntry",
  "vpn-route-2 tencentcloud:index/routeTableEntry:RouteTableEntry",
  "vpn-tunnel tencentcloud:index/vpnConnection:VpnConnection",
];

let made: Registrations;

function outputs({ type, inputs }: pulumi.runtime.MockResourceArgs): any {
  if (type.endsWith(":VpnGateway")) return { ...inputs, publicIpAddress: "203.0.113.10" };
  if (type.endsWith(":RandomPassword")) return { ...inputs, result: KEY };
  return inputs;
}

async function build(more: Partial<TencentcloudVpnArgs> = {}, opts: pulumi.ComponentResourceOptions = {}) {
  const vpn = new TencentcloudVpn("vpn", { ...ARGS, ...more }, made.watching(opts));
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

describe("a VPN of Tencent Cloud registers", () => {
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
    expect(await (vpn.gatewayAddress as any).isKnown).toBe(false);
    expect(await (vpn.junos as any).isKnown).toBe(false);
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS);
  });

  it("its marks on each part, by the provider it was given", async () => {
    await build({}, { providers: { tencentcloud: providerOf("tencentcloud", "south") } });
    await pulumi.runtime.disconnect();
    const parts = made.all.filter(({ type }) => type.startsWith("tencentcloud:"));
    expect(parts).toHaveLength(5);
    for (const { name, type, inputs, provider: by } of parts) {
      if (type.endsWith(":RouteTableEntry")) expect(inputs.description, name).toBe("dbferry migrate-id=shop");
      else expect(inputs, name).toMatchObject({ tags: TAGS });
      expect(by, name).toContain("::south");
    }
  });

  it("a gateway by the hour, the device, and a route to each network behind it", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.of("VpnGateway")[0]?.inputs).toEqual({
      name: "dbferry-shop",
      vpcId: "vpc-1",
      type: "IPSEC",
      bandwidth: 100,
      chargeType: "POSTPAID_BY_HOUR",
      tags: TAGS,
    });
    expect(made.of("VpnCustomerGateway")[0]?.inputs).toEqual({
      name: "dbferry-shop",
      publicIpAddress: "198.51.100.20",
      tags: TAGS,
    });
    expect(made.of("RouteTableEntry").map(({ inputs: { description: _, ...rest } }) => rest)).toEqual(
      ARGS.deviceSubnets.map((destinationCidrBlock) => ({
        routeTableId: "rtb-1",
        destinationCidrBlock,
        nextType: "VPN",
        nextHub: "vpn-id",
      })),
    );
  });

  it("a tunnel whose every setting is written out, and strong: each default of the vendor's provider is weak", async () => {
    await build();
    await pulumi.runtime.disconnect();
    expect(made.of("VpnConnection").map(({ inputs }) => inputs)).toEqual([
      {
        name: "dbferry-shop",
        vpcId: "vpc-1",
        vpnGatewayId: "vpn-id",
        customerGatewayId: "vpn-device-id",
        preShareKey: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: KEY },
        routeType: "Policy",
        securityGroupPolicies: ARGS.cloudSubnets.map((localCidrBlock) => ({
          localCidrBlock,
          remoteCidrBlocks: ARGS.deviceSubnets,
        })),
        ikeVersion: "IKEV2",
        ikeExchangeMode: "MAIN",
        ikeProtoEncryAlgorithm: "AES-CBC-256",
        ikeProtoAuthenAlgorithm: "SHA-256",
        ikeDhGroupName: "GROUP14",
        ikeSaLifetimeSeconds: 86_400,
        ikeLocalIdentity: "ADDRESS",
        ikeLocalAddress: "203.0.113.10",
        ikeRemoteIdentity: "ADDRESS",
        ikeRemoteAddress: "198.51.100.20",
        ipsecEncryptAlgorithm: "AES-CBC-256",
        ipsecIntegrityAlgorithm: "SHA-256",
        ipsecPfsDhGroup: "DH-GROUP14",
        ipsecSaLifetimeSeconds: 3600,
        negotiationType: "active",
        dpdEnable: 1,
        dpdTimeout: 30,
        dpdAction: "restart",
        tags: TAGS,
      },
    ]);
  });

  it("a proposal as given, in both phases", async () => {
    await build({ proposal: { dhGroup: "group20", integrity: "sha2-512", ipsecLifetimeSeconds: 900 } });
    await pulumi.runtime.disconnect();
    expect(made.of("VpnConnection")[0]?.inputs).toMatchObject({
      ...{ ikeDhGroupName: "GROUP20", ikeProtoAuthenAlgorithm: "SHA-512" },
      ...{ ipsecPfsDhGroup: "DH-GROUP20", ipsecIntegrityAlgorithm: "SHA-512", ipsecSaLifetimeSeconds: 900 },
    });
  });

  it("no gateway where one is given", async () => {
    const vpn = await build({ gateway: { id: "theirs", address: "203.0.113.1" } });
    expect(await settled(vpn.gatewayAddress)).toBe("203.0.113.1");
    await pulumi.runtime.disconnect();
    expect(made.list()).toEqual(PARTS.filter((part) => !part.endsWith(":VpnGateway")));
    expect(made.of("VpnConnection")[0]?.inputs).toMatchObject({
      vpnGatewayId: "theirs",
      ikeLocalAddress: "203.0.113.1",
    });
    for (const { inputs } of made.of("RouteTableEntry")) expect(inputs.nextHub).toBe("theirs");
  });
});

describe("the outputs of a VPN", () => {
  it("keep the key secret", async () => {
    const vpn = await build();
    expect(await pulumi.isSecret(vpn.preSharedKey)).toBe(true);
    expect(await settled(vpn.preSharedKey)).toBe(KEY);
  });

  it("say what to open on the server for each network, known before anything exists", async () => {
    await made.start(true);
    const vpn = await build({ server: { address: "10.1.0.7", port: 3307, user: "df_shop" } });
    expect(await (vpn.hostOpenings as any).isKnown).toBe(true);
    const text = await settled(vpn.hostOpenings);
    expect(text).toContain("# open on 10.1.0.7: TCP port 3307 from 192.168.20.0/24, and nothing else");
    expect(text).toContain("CREATE USER 'df_shop'@'192.168.20.0/255.255.255.0'");
  });

  it("have the device's settings, without a key and not secret", async () => {
    const vpn = await build();
    for (const form of ["strongSwan", "ciscoIos", "junos", "plainText"] as const) {
      expect(await pulumi.isSecret(vpn[form]), form).toBe(false);
      const text = await settled(vpn[form]);
      expect(text).toContain("203.0.113.10");
      expect(text).toContain("the output preSharedKey of vpn");
      expect(text).not.toContain(KEY);
    }
  });
});

describe("a VPN is refused before anything is registered", () => {
  const messageOf = (more: object) =>
    refusalOf(() => new TencentcloudVpn("vpn", { ...ARGS, ...more } as TencentcloudVpnArgs));
  afterEach(() => expect(made.all).toEqual([]));

  it("with networks that overlap, and a server that is in none of them, all at once", () => {
    const message = messageOf({ cloudSubnets: ["10.1.128.0/24"], server: { address: "10.9.0.7" } });
    expect(message).toContain("cloudSubnets: 10.1.128.0/24, which overlaps 10.1.0.0/16 of deviceSubnets");
    expect(message).toContain("server.address: 10.9.0.7; needed: an address in deviceSubnets");
  });

  it("with a weak proposal, and with one that the cloud does not negotiate", () => {
    expect(messageOf({ proposal: { dhGroup: "group2" } })).toContain(
      'proposal.dhGroup: "group2"; needed: one of group14',
    );
    expect(messageOf({ proposal: { integrity: "sha2-384" } })).toContain("needed: sha2-256 or sha2-512");
  });

  it("with an end that the tunnel itself would carry, and a bandwidth that is not sold", () => {
    const gateway = { id: "theirs", address: "203.0.113.1" };
    expect(messageOf({ cloudSubnets: ["203.0.113.0/24"], gateway })).toContain(
      "gateway.address: 203.0.113.1, which is in 203.0.113.0/24",
    );
    expect(messageOf({ bandwidth: 30 })).toContain("5, 10, 20, 50, 100, 200, 500, 1000, 3000");
  });
});
