import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { connectionInState, idsInState, routesInState } from "../../../components/migration/tracked";

const COMPONENT = "dbferry:index:HuaweicloudVpcPeering";
const PEERING = "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection";
const RECORD = "dbferry:index:MigrationRecord";
const ROUTE = "rtb-1/172.16.10.0/24";

/** A state with these resources of the migration's connection. */
async function stateWith(...types: string[]): Promise<void> {
  const outputs = Object.fromEntries(
    types.map((type) => [
      `urn:pulumi:test::app::${type}::shop-peering`,
      { type, outputs: type === COMPONENT ? { peeringId: "peering-1", routeIds: [ROUTE] } : {} },
    ]),
  );
  const routes = [{ kind: "route", id: ROUTE }];
  outputs[`urn:pulumi:test::app::${RECORD}::shop-record`] = { type: RECORD, outputs: { routes } as object };
  await pulumi.runtime.setMocks(
    { call: () => ({ outputs }), newResource: ({ name, inputs }) => ({ id: name, state: inputs }) },
    "app",
    "test",
  );
}

it("a peering that the migration has made is its own, with its routes, and is not taken over once more", async () => {
  await stateWith(COMPONENT, PEERING);
  expect(await connectionInState("shop")).toEqual(["peering-1", ROUTE]);
  expect(await connectionInState("crm")).toEqual([]);
  expect([...(await idsInState())]).toEqual(["peering-1", ROUTE]);
});

it("of a peering that was given, only the routes are", async () => {
  await stateWith(COMPONENT);
  expect(await connectionInState("shop")).toEqual([ROUTE]);
});

it("nothing is of a state without one", async () => {
  await stateWith();
  expect(await connectionInState("shop")).toEqual([]);
});

it("recorded routes are left to remove while the state has them, and no longer", async () => {
  await stateWith(COMPONENT, PEERING);
  expect(await routesInState("shop")).toEqual([{ kind: "route", id: ROUTE }]);
  expect(await routesInState("crm")).toEqual([]);
  await stateWith();
  expect(await routesInState("shop")).toEqual([]);
});
