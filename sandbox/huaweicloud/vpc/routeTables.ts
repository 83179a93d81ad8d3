import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { holds } from "../../world/addresses";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { RouteTable } from "../facts/types";
import type { Service } from "../service";
import { page, pageOf } from "./queries";
import { description } from "./ruleBodies";
import { routeTableStyle, translate } from "./styles";

const list = z.strictObject({
  ...page,
  id: z.string().optional(),
  vpc_id: z.string().optional(),
  subnet_id: z.string().optional(),
});
const destination = z.string().refine((text) => /\/\d+$/.test(text) && holds(text, text.split("/")[0]!), "not a CIDR");
/** Other next hops (servers, gateways, NAT) are not simulated. */
const type = z.literal("peering");
const route = z.strictObject({ type, destination, nexthop: z.string().min(1), description: description.optional() });
const gone = z.strictObject({
  type: type.optional(),
  destination,
  nexthop: z.string().optional(),
  ...refused("description"),
});
const update = z.strictObject({
  routetable: z.strictObject({
    routes: z.strictObject({
      add: z.array(route).optional(),
      mod: z.array(route).optional(),
      del: z.array(gone).optional(),
    }),
    ...refused("name", "description"),
  }),
});

/** Each VPC's default route table (v1). Custom tables are not simulated. */
export function addRouteTables(service: Service, world: HuaweicloudWorld, region: string, projectId: string): void {
  const { routeTables, peerings } = world.huaweicloud;
  const path = "/v1/:projectId/routetables";
  const find = (id: string): RouteTable => {
    const found = routeTables.list(region).find((one) => one.id === id);
    if (!found) throw new Refusal(404, "VPC.2806", "RouteTable is not exist");
    return found;
  };
  const subnetsOf = ({ vpcId }: RouteTable) => world.huaweicloud.vpcs.subnets(vpcId).map(({ id }) => ({ id }));
  const show = (one: RouteTable) => ({
    id: one.id,
    name: one.name,
    default: true,
    subnets: subnetsOf(one),
    tenant_id: projectId,
    vpc_id: one.vpcId,
    description: "",
    created_at: "2026-01-01T00:00:00",
    updated_at: "2026-01-01T00:00:00",
  });
  const whole = (one: RouteTable) => ({
    routetable: { ...show(one), routes: one.routes.map((of) => ({ description: "", ...of })) },
  });
  /** The cloud refuses a next hop that it does not know in this VPC. */
  const known = (table: RouteTable, nexthop: string) => {
    if (peerings.otherEnd(nexthop, table.vpcId) === undefined)
      throw new Refusal(400, "VPC.2808", `The next hop ${nexthop} does not exist.`);
  };
  service.add({
    method: "GET",
    path,
    query: list,
    errors: routeTableStyle,
    handle: ({ query }) => {
      const found = routeTables
        .list(region)
        .map(show)
        .filter(
          (one) =>
            (query.id ?? one.id) === one.id &&
            (query.vpc_id ?? one.vpc_id) === one.vpc_id &&
            (query.subnet_id === undefined || one.subnets.some(({ id }) => id === query.subnet_id)),
        );
      return { status: 200, body: { routetables: pageOf(found, query, routeTableStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    errors: routeTableStyle,
    handle: ({ params }) => ({ status: 200, body: whole(find(params["id"]!)) }),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: update,
    errors: routeTableStyle,
    handle: ({ params, body }) => {
      const table = find(params["id"]!);
      const { add = [], mod = [], del = [] } = body.routetable.routes;
      const answers = {
        notFound: [404, "VPC.2807", "The route does not exist."],
        conflict: [400, "VPC.2809", "The destination of the route is duplicate."],
      } satisfies Parameters<typeof translate>[1];
      for (const { nexthop } of [...add, ...mod]) known(table, nexthop);
      for (const one of add) translate(() => routeTables.add(table, { ...one }), answers);
      for (const one of mod) translate(() => routeTables.change(table, one), answers);
      for (const one of del) translate(() => routeTables.remove(table, one.destination), answers);
      return { status: 200, body: whole(table) };
    },
  });
}
