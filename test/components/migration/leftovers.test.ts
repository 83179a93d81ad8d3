import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { leftovers } from "../../../components/migration/leftovers";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const OWNER = { organization: "organization", project: "app", stack: "test", id: "state-1" };
const VPN = {
  deviceAddress: "198.51.100.1",
  deviceSubnets: ["10.1.0.0/24"],
  cloudSubnets: ["192.168.10.0/24"],
  availabilityZones: ["cn-north-4a"],
};
const { migration } = parseMigration(
  smallestMigration((spec) => {
    spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
    Object.assign(spec, { engine: "drs", path: "vpn", vpn: VPN });
  }),
  "prepare",
  NOW,
);

/** What the state has of the vendor's resources, with their ids under the names of the vendor's provider. */
const RECORDED: Record<string, Record<string, string>> = {
  "huaweicloud:index/vpnGateway:VpnGateway": { vpnGatewayId: "gw-1" },
  "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway": { vpnCustomerGatewayId: "cgw-1" },
  "huaweicloud:index/vpnConnection:VpnConnection": { vpnConnectionId: "c-1" },
  "huaweicloud:index/vpcEip:VpcEip": { vpcEipId: "eip-1" },
};

/** And what the state of another migration has, whose vendor's provider keeps plain ids. */
const RECORDED_BY_ID: typeof RECORDED = {
  "alicloud:vpn/gateway:Gateway": { id: "vpn-1" },
  "alicloud:vpn/customerGateway:CustomerGateway": { id: "cgw-bp1" },
  "alicloud:vpn/connection:Connection": { id: "vco-1" },
  "dbferry:index:AlicloudVpn": { id: "not-a-vendors", gatewayId: "vpn-of-the-component" },
};

/** @param found ids of parts of a VPN that have the mark of this state, as the cloud reports them */
async function look(found: readonly string[], recorded = RECORDED, spec = migration) {
  let asked: any[] = [];
  const outputs = Object.fromEntries(
    Object.entries(recorded).map(([type, known]) => [`urn:pulumi:test::app::${type}::part`, { type, outputs: known }]),
  );
  await pulumi.runtime.setMocks(
    {
      call: ({ token, inputs }) => {
        if (token.includes("readStackResourceOutputs")) return { outputs };
        asked = inputs["queries"];
        return { found: { ...(found.length > 0 ? { vpn: found.join(",") } : {}), targetRule: "rule-1" }, problems: [] };
      },
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    },
    "app",
    "test",
    false,
  );
  const taken = await leftovers(spec, "prepare", OWNER, undefined);
  return { taken, asked };
}

it("parts of a VPN that the state has are nobody's leftovers, and are not taken over", async () => {
  const { taken, asked } = await look(["gw-1", "cgw-1", "c-1", "eip-1"]);
  expect(asked.map(({ kind }) => kind)).toContain("vpn");
  expect(taken).toEqual({ targetRule: "rule-1" });
  expect((await look([])).taken).toEqual({ targetRule: "rule-1" });
});

it("others would be made beside parts that it does not have, which is refused with the way out", async () => {
  await expect(look(["gw-1", "c-2", "eip-9"])).rejects.toThrow(
    /created and not recorded: c-2, eip-9; needed: none.*dbferry audit --clean/s,
  );
});

it("knows the parts of a VPN by the plain ids of a vendor's own package, and by no id of a component's", async () => {
  expect((await look(["vpn-1", "cgw-bp1", "vco-1"], RECORDED_BY_ID)).taken).toEqual({ targetRule: "rule-1" });
  await expect(look(["vpn-1", "vpn-of-the-component"], RECORDED_BY_ID)).rejects.toThrow(
    /created and not recorded: vpn-of-the-component; needed: none/,
  );
});

it("parts that the stack file names are used, whatever their names are, and are no leftovers", async () => {
  const eips = { eip1: { id: "eip-7", address: "203.0.113.1" }, eip2: { id: "eip-8", address: "203.0.113.2" } };
  const given = { gateway: { id: "vpn-7", ...eips }, customerGatewayId: "cgw-7" };
  const named = { ...migration, vpn: { ...migration.vpn!, ...given } };
  expect((await look(["vpn-7", "cgw-7", "eip-7", "eip-8"], RECORDED, named)).taken).toEqual({ targetRule: "rule-1" });
  await expect(look(["vpn-7", "vpn-9"], RECORDED, named)).rejects.toThrow(/created and not recorded: vpn-9; needed/);
});
