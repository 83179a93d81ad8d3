import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { text, value } from "../values";
import { type TencentClient, TencentFailure } from "./client";

type Json = Record<string, unknown>;

/** An entry of a route table (tencentcloud_route_table_entry). Its id is `<number>.<table>`. */
export class RouteTableEntryHandler implements Handler {
  constructor(private readonly client: TencentClient) {}

  async create(inputs: Values): Promise<Existing> {
    const table = text(inputs["routeTableId"]);
    const destination = text(inputs["destinationCidrBlock"]);
    const answer = await this.client.call("vpc", "CreateRoutes", {
      RouteTableId: table,
      Routes: [
        {
          DestinationCidrBlock: destination,
          GatewayType: inputs["nextType"],
          GatewayId: inputs["nextHub"],
          RouteDescription: text(inputs["description"]),
          Enabled: true,
        },
      ],
    });
    const [made] = (answer["RouteTableSet"] ?? []) as Json[];
    const route = ((made?.["RouteSet"] ?? []) as Json[]).find((one) => one["DestinationCidrBlock"] === destination);
    const found = route && (await this.read(`${route["RouteId"]}.${table}`));
    if (!found) throw new ProviderError("create route entry failed");
    return found;
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const [entry, table] = partsOf(id);
    const answer = await this.client.find("vpc", "DescribeRouteTables", { RouteTableIds: [table] });
    const [found] = (answer?.["RouteTableSet"] ?? []) as Json[];
    const route = ((found?.["RouteSet"] ?? []) as Json[]).find((one) => one["RouteId"] === entry);
    if (!route) return undefined;
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        routeTableEntryId: id,
        description: value(route["RouteDescription"]),
        routeTableId: table,
        destinationCidrBlock: value(route["DestinationCidrBlock"]),
        nextType: value(route["GatewayType"]),
        nextHub: value(route["GatewayId"]),
        routeItemId: value(route["RouteItemId"]),
        disabled: route["Enabled"] === false,
        routeEntryId: entry,
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (inputs["disabled"] !== undefined && inputs["disabled"] !== prior["disabled"])
      throw new ProviderError("the stand-in for tencentcloud does not simulate switching a route on or off");
    return (await this.read(id, prior))?.state ?? prior;
  }

  async delete(id: string): Promise<void> {
    const [entry, table] = partsOf(id);
    try {
      await this.client.call("vpc", "DeleteRoutes", { RouteTableId: table, Routes: [{ RouteId: entry }] });
    } catch (error) {
      if (!(error instanceof TencentFailure && /NotFound/.test(error.code))) throw error;
    }
  }
}

function partsOf(id: string): [number, string] {
  const [entry, table, ...more] = id.split(".");
  if (!table || more.length > 0) throw new ProviderError("entry id be destroyed, we can not get route table id");
  return [Number(entry), table];
}
