import { z } from "zod";
import { refused } from "../../wire/verdicts";
import type { HuaweicloudWorld } from "../facts";
import type { VpnDevice } from "../facts/types";
import type { Service } from "../service";
import { page, pageOf } from "../vpc/queries";
import { asRecord, ipv4, name, shown, tags } from "./fields";
import { inUse, notFound, vpnStyle } from "./style";

const create = z.strictObject({
  customer_gateway: z.strictObject({
    name,
    id_type: z.literal("ip").default("ip"),
    id_value: ipv4,
    bgp_asn: z.number().int().min(1).max(4_294_967_295).default(65_000),
    tags: tags.optional(),
    ...refused("ca_certificate"),
  }),
});
const update = z.strictObject({
  customer_gateway: z.strictObject({ name: name.optional(), ...refused("ca_certificate") }),
});

/** Customer gateways, v5: identified by a public address. */
export function addDevices(service: Service, world: HuaweicloudWorld, region: string): void {
  const { devices, connections } = world.huaweicloud.vpns;
  const find = (wanted: string): VpnDevice => {
    const found = devices.list(region).find((one) => one.id === wanted);
    if (!found) throw notFound("CUSTOMER_GATEWAY", wanted);
    return found;
  };
  const path = "/v5/:projectId/customer-gateways";
  const answer = (status: number, one: VpnDevice, requestId: string) => ({
    status,
    body: { customer_gateway: render(one), request_id: requestId },
  });
  service.add({
    method: "POST",
    path,
    body: create,
    handle({ body, requestId }) {
      const { id_type, id_value, bgp_asn, ...asked } = body.customer_gateway;
      const made = { region, name: asked.name, idType: id_type, idValue: id_value, asn: bgp_asn };
      return answer(201, devices.add({ ...made, tags: asRecord(asked.tags) }), requestId);
    },
  });
  service.add({
    method: "GET",
    path,
    query: z.strictObject({ ...page, cgw_id: z.string().optional() }),
    handle({ query, requestId }) {
      const all = devices
        .list(region)
        .filter((one) => (query.cgw_id ?? one.id) === one.id)
        .map(render);
      const shownNow = pageOf(all, query, vpnStyle);
      return {
        status: 200,
        body: {
          customer_gateways: shownNow,
          total_count: all.length,
          page_info: nextPage(all, shownNow),
          request_id: requestId,
        },
      };
    },
  });
  service.add({
    method: "GET",
    path: `${path}/:id`,
    handle: ({ params, requestId }) => answer(200, find(params["id"]!), requestId),
  });
  service.add({
    method: "PUT",
    path: `${path}/:id`,
    body: update,
    handle({ params, body, requestId }) {
      const { name: named } = body.customer_gateway;
      const changed = devices.update(find(params["id"]!).id, named === undefined ? {} : { name: named });
      return answer(200, changed, requestId);
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:id`,
    handle({ params }) {
      const { id } = find(params["id"]!);
      if (connections.list().some(({ deviceId }) => deviceId === id))
        throw inUse(`customer gateway ${id} is used by a vpn connection`);
      devices.remove(id);
      return { status: 204 };
    },
  });
}

/** A marker only while there are more. */
export function nextPage(all: Record<string, unknown>[], now: Record<string, unknown>[]): Record<string, unknown> {
  const last = now.at(-1);
  return {
    ...(last && all.at(-1)?.["id"] !== last["id"] ? { next_marker: last["id"] } : {}),
    current_count: now.length,
  };
}

function render({ id, name, asn, idType, idValue, createdAt, updatedAt, tags }: VpnDevice): Record<string, unknown> {
  return {
    id,
    name,
    bgp_asn: asn,
    id_type: idType,
    id_value: idValue,
    created_at: createdAt,
    updated_at: updatedAt,
    tags: shown(tags),
  };
}
