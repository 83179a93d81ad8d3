import { holds } from "../../world/addresses";
import type { Journal } from "../../world/journal";
import { WorldError } from "../../world/worldError";
import { newId } from "./ids";
import type { Networks } from "./networks";
import type { Route, RouteTable } from "./types";

/** Route tables: every VPC has one, which its subnets use. */
export class RouteTables {
  private readonly byVpc = new Map<string, RouteTable>();
  private nextId = 10_001;

  constructor(
    private readonly journal: Journal,
    private readonly networks: Networks,
  ) {}

  /** @throws WorldError notFound (VPC) */
  of(vpcId: string): RouteTable {
    const vpc = this.networks.find(vpcId);
    if (!vpc) throw new WorldError("notFound", `VPC ${vpcId} does not exist`);
    const known = this.byVpc.get(vpcId);
    if (known) return known;
    const made = { id: newId("rtb"), vpcId, region: vpc.region, name: "default", createdAt: Date.now(), routes: [] };
    this.byVpc.set(vpcId, made);
    return made;
  }

  list(region: string): RouteTable[] {
    return this.networks.list(region).map(({ id }) => this.of(id));
  }

  find(id: string): RouteTable | undefined {
    return this.networks
      .list()
      .map((vpc) => this.of(vpc.id))
      .find((table) => table.id === id);
  }

  /** @throws WorldError conflict: the table has a route to the same block */
  addRoute(table: RouteTable, route: Omit<Route, "id" | "itemId" | "createdAt">): Route {
    if (table.routes.some(({ destination }) => destination === route.destination))
      throw new WorldError("conflict", `${table.id} has a route to ${route.destination} already`);
    const added = { ...route, id: this.nextId++, itemId: newId("rti"), createdAt: Date.now() };
    table.routes.push(added);
    this.journal.add("route.add", table.id, { destination: added.destination, gatewayId: added.gatewayId });
    return added;
  }

  /** @throws WorldError notFound */
  removeRoute(table: RouteTable, id: number): Route {
    const index = table.routes.findIndex((one) => one.id === id);
    if (index < 0) throw new WorldError("notFound", `${table.id} has no route ${id}`);
    const [gone] = table.routes.splice(index, 1);
    this.journal.add("route.remove", table.id, { destination: gone!.destination });
    return gone!;
  }

  /** The route that a packet takes from a VPC: the most exact one. */
  routeFor(vpcId: string, ip: string): Route | undefined {
    const length = ({ destination }: Route) => Number(destination.split("/")[1]);
    return this.of(vpcId)
      .routes.filter(({ enabled, destination }) => enabled && holds(destination, ip))
      .sort((one, other) => length(other) - length(one))[0];
  }
}
