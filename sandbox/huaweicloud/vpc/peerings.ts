import { z } from "zod";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { Peering } from "../facts/types";
import type { Service } from "../service";
import { page, pageOf } from "./queries";
import { description } from "./ruleBodies";
import { peeringStyle, translate } from "./styles";

const vpcInfo = z.strictObject({ vpc_id: z.string().min(1), tenant_id: z.string().optional() });
const name = z.string().min(1).max(64);
const create = z.strictObject({
  peering: z.strictObject({
    name,
    description: description.optional(),
    request_vpc_info: vpcInfo,
    accept_vpc_info: vpcInfo,
  }),
});
const update = z.strictObject({
  peering: z.strictObject({ name: name.optional(), description: description.optional() }),
});
const list = z.strictObject({
  ...page,
  id: z.string().optional(),
  name: z.string().optional(),
  status: z.string().optional(),
  tenant_id: z.string().optional(),
  vpc_id: z.string().optional(),
});

const NONE = "VPC peering does not exist.";

/** VPC peering connections between VPCs of one account (v2.0), whose paths name no project. */
export function addPeerings(service: Service, world: HuaweicloudWorld, region: string, projectId: string): void {
  const { peerings } = world.huaweicloud;
  const path = "/v2.0/vpc/peerings";
  const find = (id: string): Peering => {
    const found = peerings.list(region).find((one) => one.id === id);
    if (!found) throw new Refusal(404, "VPC.1501", NONE);
    return found;
  };
  const show = (one: Peering) => render(one, projectId);
  service.add({
    method: "POST",
    path,
    body: create,
    errors: peeringStyle,
    handle: ({ body: { peering } }) => {
      const { request_vpc_info: near, accept_vpc_info: far } = peering;
      if ((far.tenant_id || projectId) !== projectId || (near.tenant_id || projectId) !== projectId)
        throw new Refusal(400, "VPC.1502", "Peerings with another account are not available here.");
      const request = { name: peering.name, vpcId: near.vpc_id, peerVpcId: far.vpc_id };
      const made = translate(
        () => peerings.add({ ...request, ...(peering.description ? { description: peering.description } : {}) }),
        {
          notFound: [404, "VPC.1503", "VPC does not exist."],
          invalid: [400, "VPC.1504", "The two VPCs are the same."],
          conflict: [409, "VPC.1505", "A VPC peering between the two VPCs already exists."],
        },
      );
      return { status: 201, body: { peering: show(made) } };
    },
  });
  service.add({
    method: "GET",
    path,
    query: list,
    errors: peeringStyle,
    handle: ({ query }) => {
      const found = peerings
        .list(region)
        .filter(
          (one) =>
            (query.id ?? one.id) === one.id &&
            (query.name ?? one.name) === one.name &&
            (query.status ?? one.status) === one.status &&
            (query.tenant_id ?? projectId) === projectId &&
            [one.vpcId, one.peerVpcId].includes(query.vpc_id ?? one.vpcId),
        )
        .map(show);
      const shown = pageOf(found, query, peeringStyle);
      const last = shown.at(-1)?.["id"];
      const isMore = last !== undefined && found.at(-1)?.["id"] !== last;
      const next = { rel: "next", href: `${path}?limit=${query.limit}&marker=${String(last)}` };
      return { status: 200, body: { peerings: shown, peerings_links: isMore ? [next] : [] } };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    errors: peeringStyle,
    handle: ({ params }) => ({ status: 200, body: { peering: show(find(params["id"]!)) } }),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: update,
    errors: peeringStyle,
    handle: ({ params, body }) => {
      const changed = peerings.update(find(params["id"]!).id, body.peering);
      return { status: 200, body: { peering: show(changed) } };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:id`,
    errors: peeringStyle,
    handle: ({ params }) => {
      peerings.remove(find(params["id"]!).id);
      return { status: 204 };
    },
  });
}

function render(one: Peering, projectId: string): Record<string, unknown> {
  const time = one.createdAt.slice(0, 19);
  return {
    id: one.id,
    name: one.name,
    status: one.status,
    description: one.description,
    request_vpc_info: { vpc_id: one.vpcId, tenant_id: projectId },
    accept_vpc_info: { vpc_id: one.peerVpcId, tenant_id: projectId },
    created_at: time,
    updated_at: time,
  };
}
