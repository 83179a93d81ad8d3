import * as pulumi from "@pulumi/pulumi";
import { afterEach, expect, it, vi } from "vitest";
import { carried } from "../../../components/onprem/server";
import { parseMigration } from "../../../model/spec";
import { NOW, smallestMigration } from "../../support/smallestMigration";

const { migration } = parseMigration(
  smallestMigration((spec) => {
    spec.source = { place: "onprem", host: "10.1.0.7", databases: ["shop"], admin: { user: "dba" } };
    spec.vpn = {
      ...{ deviceAddress: "198.51.100.1", deviceSubnets: ["10.1.0.0/24"], cloudSubnets: ["192.168.10.0/24"] },
      availabilityZones: ["cn-north-4a"],
    };
    Object.assign(spec, { engine: "drs", path: "vpn" });
  }),
  "migrate",
  NOW,
);

/** The addresses that are to be let in, where the task connects from one that the tunnels do not carry as well. */
function admitted(hasMoved: boolean): Promise<unknown> {
  const site = { name: "shop", spec: migration, at: migration.source, hasMoved: async () => hasMoved };
  return carried(site as never, ["192.168.10.7/32", "192.168.99.7/32"]);
}

afterEach(() => void vi.restoreAllMocks());

it("an address that the tunnels do not carry is refused while it can still be added to them", async () => {
  await expect(admitted(false)).rejects.toThrow(/connects from 192\.168\.99\.7\/32; needed: .*fix: add these there/);
});

it("stops no task that moves data already, and says what it reaches its source from", async () => {
  const warned = vi.spyOn(pulumi.log, "warn").mockResolvedValue();
  expect(await admitted(true)).toEqual(["192.168.10.7/32", "192.168.99.7/32"]);
  expect(warned).toHaveBeenCalledWith(
    expect.stringMatching(/connects from 192\.168\.99\.7\/32.*cannot change any more/),
  );
});
