import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEVICE_FORMS, deviceSettings } from "../../../model/vpn/devices";
import { DH_GROUPS, INTEGRITIES } from "../../../model/vpn/proposal";
import { READERS } from "./support/readBack";

const GATEWAY = { address: "203.0.113.10", keyIn: "the output preSharedKeys of vpn, item 1" };
const STANDBY = { address: "203.0.113.11", keyIn: "the output preSharedKeys of vpn, item 2" };
const VPN = {
  name: "dbferry-shop",
  deviceAddress: "198.51.100.20",
  deviceSubnets: ["10.1.0.0/16"],
  server: { address: "10.1.0.7" },
  cloudSubnets: ["192.168.10.0/24"],
  gateways: [GATEWAY],
};
const golden = (file: string) => readFileSync(join(__dirname, "golden", file), "utf8");

describe("the settings for an on-premises device", () => {
  it.each([
    ["strongSwan", "strongSwan.conf"],
    ["ciscoIos", "ciscoIos.txt"],
    ["junos", "junos.txt"],
    ["plainText", "plainText.txt"],
  ] as const)("for %s, as its administrator would write them", (form, file) => {
    expect(deviceSettings(VPN)[form]).toBe(golden(file));
  });

  it("prefer the active address of a gateway with a standby, in each device's way", () => {
    const { strongSwan, ciscoIos, junos, plainText } = deviceSettings({ ...VPN, gateways: [GATEWAY, STANDBY] });
    expect(strongSwan.match(/priority = \d/g)).toEqual(["priority = 1", "priority = 2"]);
    expect(ciscoIos).toContain(" set peer 203.0.113.10 default\n set peer 203.0.113.11\n");
    expect(junos.match(/^deactivate .*$/gm)).toEqual(["deactivate security ipsec vpn dbferry-shop-2"]);
    expect(plainText).toMatch(/gateway 2 \(standby\) +203\.0\.113\.11, pre-shared key in .*item 2$/m);
    for (const text of [strongSwan, ciscoIos, junos])
      expect(text.match(/<KEY-\d>/g)?.sort()).toEqual(["<KEY-1>", "<KEY-1>", "<KEY-2>", "<KEY-2>"]);
  });

  it("name each group and hash in the device's words", () => {
    const words = (dhGroup: string, integrity: string) => {
      const { strongSwan, ciscoIos, junos } = deviceSettings({ ...VPN, proposal: { dhGroup, integrity } });
      return [
        READERS.strongSwan(strongSwan).algorithms.join(" "),
        READERS.ciscoIos(ciscoIos).algorithms.join(", "),
        READERS.junos(junos).algorithms.join(" "),
      ];
    };
    expect(words("group19", "sha2-384")).toEqual([
      "aes256 sha384 ecp256",
      "aes-cbc-256, sha384, 19, group19, esp-aes 256 esp-sha384-hmac",
      "group19 sha-384 aes-256-cbc hmac-sha-384 aes-256-cbc group19",
    ]);
    expect(words("group16", "sha2-512")).toEqual([
      "aes256 sha512 modp4096",
      "aes-cbc-256, sha512, 16, group16, esp-aes 256 esp-sha512-hmac",
      "group16 sha-512 aes-256-cbc hmac-sha-512 aes-256-cbc group16",
    ]);
  });
});

/** Networks of one octet's range each, so that the two sides never overlap. */
const side = (first: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 4 })
    .chain((seconds) =>
      fc.tuple(
        ...seconds.map((second) =>
          fc.constantFrom(`${first}.${second}.0.0/16`, `${first}.${second}.64.0/18`, `${first}.${second}.9.8/29`),
        ),
      ),
    );
const connection = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9-]{1,29}[a-z0-9]$/),
  deviceSubnets: side(10),
  cloudSubnets: side(172),
  gateways: fc.constantFrom([GATEWAY], [GATEWAY, STANDBY]),
  proposal: fc.record({ dhGroup: fc.constantFrom(...DH_GROUPS), integrity: fc.constantFrom(...INTEGRITIES) }),
});
const withServer = connection.map((made) => ({
  ...made,
  deviceAddress: "198.51.100.20",
  server: { address: made.deviceSubnets[0]!.split("/")[0]!, port: 3307 },
}));

/** What each device calls AES-256, SHA-2 and the groups that are accepted. */
const STRONG = new RegExp(
  `^(${[
    "aes256",
    "aes-cbc-256",
    "aes-256-cbc",
    "esp-aes 256 esp-sha(256|384|512)-hmac",
    "sha-?(256|384|512)",
    "hmac-sha-256-128",
    "hmac-sha-(384|512)",
    "(group)?(14|15|16|19|20|21)",
    "modp(2048|3072|4096)",
    "ecp(256|384|521)",
  ].join("|")})$`,
);

describe("whatever the connection", () => {
  it("each form has the gateways in order and every pair of networks, and no weak algorithm", () => {
    fc.assert(
      fc.property(withServer, (made) => {
        const settings = deviceSettings(made);
        const addresses = made.gateways.map(({ address }) => address);
        const pairs = made.deviceSubnets.flatMap((near) => made.cloudSubnets.map((far) => `${near} ${far}`));
        for (const form of ["strongSwan", "ciscoIos", "junos"] as const) {
          const taken = READERS[form](settings[form]);
          expect(taken.gateways, form).toEqual(addresses);
          const once = form === "ciscoIos" ? pairs : made.gateways.flatMap(() => pairs);
          expect(taken.pairs, form).toEqual(once);
          expect(taken.algorithms.length, form).toBeGreaterThan(0);
          expect(
            taken.algorithms.filter((one) => !STRONG.test(one)),
            form,
          ).toEqual([]);
        }
        for (const pair of pairs) expect(settings.plainText).toContain(pair.replace(" ", " (local) to "));
      }),
      { numRuns: 100 },
    );
  });

  it("each form says where every key is, and has no control character", () => {
    fc.assert(
      fc.property(withServer, (made) => {
        const settings = deviceSettings(made);
        for (const form of DEVICE_FORMS) {
          for (const { keyIn } of made.gateways) expect(settings[form]).toContain(keyIn);
          expect(settings[form]).toMatch(/^[\x20-\x7e\n]*$/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
