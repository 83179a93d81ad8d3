import { randomUUID } from "node:crypto";
import { holds } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import type { Route, RouteTable } from "./types";
import type { Vpcs } from "./vpcs";

/** The default route table of each VPC. Routes inside a VPC are the cloud's own, and in no table. */
export class RouteTables {
  private readonly byVpc = new Map<string, RouteTable>();

  constructor(
    private readonly journal: Journal,
    private readonly vpcs: Vpcs,
  ) {}

  /** @throws WorldError notFound */
  of(vpcId: string): RouteTable {
    const { region } = this.vpcs.get(vpcId);
    const known = this.byVpc.get(vpcId);
    if (known) return known;
    const made: RouteTable = { id: randomUUID(), region, vpcId, name: `rtb-${vpcId.slice(0, 8)}`, routes: [] };
    this.byVpc.set(vpcId, made);
    return made;
  }

  find(id: string): RouteTable | undefined {
    return this.list().find((one) => one.id === id);
  }

  list(region?: string): RouteTable[] {
    return this.vpcs.list(region).map(({ id }) => this.of(id));
  }

  /** @throws WorldError conflict: the destination has a route, or is inside the VPC */
  add(table: RouteTable, route: Route): void {
    const taken = table.routes.some(({ destination }) => destination === route.destination);
    const local = this.vpcs.subnets(table.vpcId).some(({ cidr }) => cidr === route.destination);
    if (taken || local)
      throw new WorldError("conflict", `Route ${route.destination} exists already in table ${table.id}`);
    table.routes.push(route);
    this.journal.add("route.add", table.id, { destination: route.destination, nexthop: route.nexthop });
  }

  /** @throws WorldError notFound */
  change(table: RouteTable, { destination, ...change }: Route): void {
    Object.assign(this.at(table, destination), change);
    this.journal.add("route.change", table.id, { destination });
  }

  /** @throws WorldError notFound */
  remove(table: RouteTable, destination: string): void {
    table.routes.splice(table.routes.indexOf(this.at(table, destination)), 1);
    this.journal.add("route.remove", table.id, { destination });
  }

  /** The route that decides on an address: the one with the longest prefix. Inside the VPC, none does. */
  routeFor(vpcId: string, ip: string): Route | undefined {
    if (this.vpcs.subnets(vpcId).some(({ cidr }) => holds(cidr, ip))) return undefined;
    return this.of(vpcId)
      .routes.filter(({ destination }) => holds(destination, ip))
      .sort((a, b) => Number(b.destination.split("/")[1]) - Number(a.destination.split("/")[1]))[0];
  }

  private at(table: RouteTable, destination: string): Route {
    const found = table.routes.find((one) => one.destination === destination);
    if (!found) throw new WorldError("notFound", `Table ${table.id} has no route to ${destination}`);
    return found;
  }
}
