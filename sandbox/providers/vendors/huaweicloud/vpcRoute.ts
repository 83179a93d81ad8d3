import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { object, text, value } from "../values";
import type { HuaweiClient } from "./client";

const PATH = "v1/{project}/routetables";

/** A route (huaweicloud_vpc_route): an entry of a table, by default of the VPC's default one. Its id is `<table>/<destination>`. */
export class VpcRouteHandler implements Handler {
  constructor(private readonly client: HuaweiClient) {}

  async create(inputs: Values): Promise<Existing> {
    const table = text(inputs["routeTableId"]) || (await this.defaultTable(text(inputs["vpcId"])));
    await this.change("Error creating VPC route", table, { add: [described(inputs)] });
    const id = `${table}/${text(inputs["destination"])}`;
    const made = await this.read(id);
    if (!made) throw new ProviderError(`Error creating VPC route: ${id} not found`);
    return made;
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const [table, destination] = partsOf(id);
    const found = await this.client.find("vpc", `${PATH}/${table}`);
    if (!found) return undefined;
    const { routes, ...of } = object(found["routetable"]);
    const route = (Array.isArray(routes) ? routes : []).map(object).find((one) => one["destination"] === destination);
    if (!route) return undefined;
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        vpcRouteId: id,
        region: this.client.region,
        type: text(route["type"]),
        nexthop: text(route["nexthop"]),
        destination: text(route["destination"]),
        description: value(route["description"] || null),
        vpcId: text(of["vpc_id"]),
        routeTableId: text(of["id"]),
        routeTableName: text(of["name"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    await this.change("Error updating VPC route", partsOf(id)[0], { mod: [described(inputs)] });
    return (await this.read(id, prior))?.state ?? prior;
  }

  async delete(id: string, prior: Values): Promise<void> {
    const { type, nexthop, destination } = prior;
    await this.change("Error deleting VPC route", partsOf(id)[0], { del: [{ type, nexthop, destination }] });
  }

  /** The vendor's provider takes the first that is marked as default. */
  private async defaultTable(vpcId: string): Promise<string> {
    const answer = await this.client.request("vpc", "GET", `${PATH}?vpc_id=${vpcId}`);
    const tables = Array.isArray(answer["routetables"]) ? answer["routetables"].map(object) : [];
    return text(tables.find((one) => one["default"] === true)?.["id"]);
  }

  private async change(what: string, table: string, routes: Record<string, unknown>): Promise<void> {
    try {
      await this.client.request("vpc", "PUT", `${PATH}/${table}`, { routetable: { routes } });
    } catch (error) {
      throw new ProviderError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function described({ type, nexthop, destination, description }: Values): Values {
  return { type: type!, nexthop: nexthop!, destination: destination!, description: text(description) };
}

function partsOf(id: string): [table: string, destination: string] {
  const at = id.indexOf("/");
  return [id.slice(0, at), id.slice(at + 1)];
}
