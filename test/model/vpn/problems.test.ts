import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../../model/problems";
import { networkProblems } from "../../../model/vpn/networks";
import { readSiteVpn } from "../../../model/vpn/problems";

const VPN = {
  name: "dbferry-shop",
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["192.168.10.0/24"],
  gateways: [{ address: "203.0.113.10", keyIn: "a vault" }],
};

function refusalOf(more: object): string[] {
  try {
    readSiteVpn({ ...VPN, ...more });
  } catch (error) {
    return (error as { problems: Problem[] }).problems.map(({ path, needed }) => `${path}: ${needed}`);
  }
  return [];
}

describe("a VPN", () => {
  it("has strong settings unless told otherwise, each stated", () => {
    expect(readSiteVpn(VPN).proposal).toEqual({
      encryption: "aes-256",
      integrity: "sha2-256",
      dhGroup: "group14",
      ikeLifetimeSeconds: 86_400,
      ipsecLifetimeSeconds: 3600,
    });
  });

  it.each([
    ["encryption", ["des", "3des", "aes-128", "aes-192", "null", "AES-256"]],
    ["integrity", ["md5", "sha1", "sha", "none"]],
    ["dhGroup", ["group1", "group2", "group5", "group22", "group23", "group24", "none", "14"]],
    ["ikeLifetimeSeconds", [0, 60, 604_800]],
    ["ipsecLifetimeSeconds", [0, 60, 86_400]],
    ["ikeVersion", ["v1"]],
    ["pfs", [false]],
  ])("refuses a weak or unknown %s", (key, values) => {
    for (const value of values) expect(refusalOf({ proposal: { [key]: value } }), String(value)).toHaveLength(1);
  });

  it("refuses with every weak value at once", () => {
    expect(refusalOf({ proposal: { encryption: "3des", integrity: "md5", dhGroup: "group2" } })).toEqual([
      "proposal.encryption: one of aes-256",
      "proposal.integrity: one of sha2-256, sha2-384, sha2-512",
      "proposal.dhGroup: one of group14, group15, group16, group19, group20, group21",
    ]);
  });

  it.each([
    ["10.1.0.0", "such as 192.168.10.0/24"],
    ["10.1.2.3/16", "its prefix, 10.1.0.0/16"],
    ["10.1/16", "such as 192.168.10.0/24"],
    ["fd00::/8", "such as 192.168.10.0/24"],
    ["0.0.0.0/33", "such as 192.168.10.0/24"],
    ["10.1.0.0/16\n }", "such as 192.168.10.0/24"],
    ["everyone", "such as 192.168.10.0/24"],
  ])("refuses %j as a network, and says which is meant where it is clear", (subnet, needed) => {
    expect(refusalOf({ deviceSubnets: [subnet] })).toEqual([expect.stringContaining(needed)]);
  });

  it("refuses a name, an address or a key's place that a device would take for something else", () => {
    expect(refusalOf({ name: "shop\n}" })).toHaveLength(1);
    expect(refusalOf({ deviceAddress: "198.51.100.20 }" })).toHaveLength(1);
    expect(refusalOf({ gateways: [{ address: "gw.example.com", keyIn: "a vault" }] })).toHaveLength(1);
    expect(refusalOf({ gateways: [{ address: "203.0.113.10", keyIn: "a vault\ncrypto map" }] })).toHaveLength(1);
  });

  it("refuses ends that are the same, or that the tunnel itself would carry", () => {
    expect(refusalOf({ deviceAddress: "203.0.113.10" })).toEqual([
      "gateways.0.address: a different address for each end",
    ]);
    expect(refusalOf({ deviceAddress: "10.1.0.1" })).toEqual([
      "deviceAddress: an address outside of the networks that the tunnel carries",
    ]);
    expect(refusalOf({ cloudSubnets: ["203.0.113.0/24"] })).toEqual([
      "gateways.0.address: an address outside of the networks that the tunnel carries",
    ]);
  });
});

describe("the networks of both sides", () => {
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 12, max: 24 }))
    .map(([a, b, prefix]) => {
      const bits = ((10 << 24) | (a << 22) | (b << 14)) >>> 0;
      const network = (bits & (~0 << (32 - prefix))) >>> 0;
      return {
        network,
        prefix,
        text: `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join(".")}/${prefix}`,
      };
    });
  const sides = fc.uniqueArray(cidr, { minLength: 1, maxLength: 4, selector: ({ text }) => text });
  /** Two blocks share an address exactly when the wider one's prefix is that of both. */
  const share = (one: { network: number; prefix: number }, other: { network: number; prefix: number }) => {
    const mask = (~0 << (32 - Math.min(one.prefix, other.prefix))) >>> 0;
    return (one.network & mask) >>> 0 === (other.network & mask) >>> 0;
  };

  it("are refused for each pair that shares an address, and for no other", () => {
    fc.assert(
      fc.property(sides, sides, (near, far) => {
        const server = { address: near[0]!.text.split("/")[0]!, port: 3306 };
        const subnets = { deviceSubnets: near.map(({ text }) => text), cloudSubnets: far.map(({ text }) => text) };
        const seen = networkProblems({ ...subnets, server }, []).map((problem) => problem.seen);
        const wanted = near.flatMap((one) =>
          far
            .filter((other) => share(one, other))
            .map((other) => `${other.text}, which overlaps ${one.text} of deviceSubnets`),
        );
        expect(seen).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it("have the server on the device's side", () => {
    const networks = { deviceSubnets: ["10.1.0.0/24", "10.2.0.0/24"], cloudSubnets: ["192.168.0.0/24"] };
    const problemsOf = (address: string) => networkProblems({ ...networks, server: { address, port: 3306 } }, []);
    expect(problemsOf("10.2.0.255")).toEqual([]);
    expect(problemsOf("10.3.0.0").map(({ path }) => path)).toEqual(["server.address"]);
    expect(problemsOf("192.168.0.7").map(({ path }) => path)).toEqual(["server.address"]);
  });
});
