import { z } from "zod";
import { refused } from "../../wire/verdicts";
import { Refusal } from "../errors";
import type { Service } from "../service";
import { type EipBook, renderNew, renderUpdated, renderUpdatedV3, renderV1, renderV3 } from "./eipBook";
import { listV3, matchesV3, sortV3 } from "./eipFilters";
import { inProject, many, page, pageInfo, pageOf } from "./queries";
import { eipStyle, translate, v3Style } from "./styles";

const size = z.int().min(1).max(2000);
const publicip = z.strictObject({
  type: z.enum(["5_bgp", "5_sbgp", "5_telcom", "5_union", "5_youxuanbgp"]),
  ip_version: z.union([z.literal(4), z.literal(6)]).optional(),
  alias: z.string().max(64).optional(),
  port_id: z.string().optional(),
});
const shared = {
  bandwidth: z.strictObject({
    share_type: z.enum(["PER", "WHOLE"]),
    id: z.string().optional(),
    name: z.string().min(1).max(64).optional(),
    size: size.optional(),
    charge_mode: z.enum(["bandwidth", "traffic"]).optional(),
  }),
  enterprise_project_id: z.string().optional(),
};
const createV1 = z.strictObject({ publicip: publicip.extend({ ip_address: z.ipv4().optional() }), ...shared });
/** v2.0: refuses `extendParam`, which is for prepaid addresses; they are not simulated. */
const createV2 = z.strictObject({ publicip, ...shared, ...refused("extendParam") });
type Create = z.infer<typeof createV1>;
const listV1 = z.strictObject({
  ...page,
  ip_version: z.enum(["4", "6"]).optional(),
  enterprise_project_id: z.string().optional(),
  port_id: many.optional(),
  public_ip_address: many.optional(),
  private_ip_address: many.optional(),
  id: many.optional(),
  ...refused("allow_share_bandwidth_type_any"),
});
const updateV1 = z.strictObject({
  publicip: z.strictObject({
    port_id: z.string().optional(),
    alias: z.string().max(64).optional(),
    ip_version: z.union([z.literal(4), z.literal(6)]).optional(),
  }),
});
const updateV3 = z.strictObject({
  publicip: z.strictObject({
    alias: z.string().max(64).optional(),
    description: z
      .string()
      .max(256)
      .regex(/^[^<>]*$/, "contains < or >")
      .optional(),
    ...refused("associate_instance_type", "associate_instance_id"),
  }),
});

/**
 * Elastic public addresses: v1 and v2.0 as called by `huaweicloud_vpc_eip`, v3 for reading back and for descriptions.
 */
export function addEips(service: Service, book: EipBook): void {
  for (const [version, body] of [
    ["v1", createV1],
    ["v2.0", createV2],
  ] as const) {
    service.add<Create>({
      method: "POST",
      path: `/${version}/:projectId/publicips`,
      body,
      errors: eipStyle,
      handle: ({ body }) => ({ status: 200, body: { publicip: allocate(book, body) } }),
    });
  }
  service.add({
    method: "GET",
    path: "/v1/:projectId/publicips",
    query: listV1,
    errors: eipStyle,
    handle: ({ query }) => {
      const wanted = book
        .list()
        .filter((eip) => query.ip_version !== "6" && (query.id?.includes(eip.id) ?? true))
        .map((eip) => renderV1(book, eip))
        .filter((eip) => inProject(eip, query.enterprise_project_id))
        .filter((eip) =>
          (["port_id", "public_ip_address", "private_ip_address"] as const).every(
            (key) => query[key]?.includes(String(eip[key] ?? "")) ?? true,
          ),
        );
      return { status: 200, body: { publicips: pageOf(wanted, query, eipStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/publicips/:id",
    errors: eipStyle,
    handle: ({ params }) => ({ status: 200, body: { publicip: renderV1(book, book.get(params["id"]!)) } }),
  });
  service.add({
    method: "PUT",
    path: "/v1/:projectId/publicips/:id",
    body: updateV1,
    errors: eipStyle,
    handle: ({ params, body }) => {
      update(book, params["id"]!, body.publicip);
      return { status: 200, body: { publicip: renderUpdated(book, book.get(params["id"]!)) } };
    },
  });
  service.add({
    method: "DELETE",
    path: "/v1/:projectId/publicips/:id",
    errors: eipStyle,
    handle: ({ params }) => {
      const { id } = book.get(params["id"]!);
      const bound = "Floatingip has associated with port, please disassociate it firstly.";
      translate(() => book.world.huaweicloud.eips.release(id), { conflict: [409, "VPC.0517", bound] });
      book.forget(id);
      return { status: 204 };
    },
  });
  addV3(service, book);
}

function addV3(service: Service, book: EipBook): void {
  service.add({
    method: "GET",
    path: "/v3/:projectId/eip/publicips",
    query: listV3,
    errors: v3Style,
    handle: ({ query, requestId }) => {
      const all = book.list().map((eip) => renderV3(book, eip));
      const wanted = sortV3(
        all.filter((eip) => matchesV3(eip, query)),
        query,
      );
      const shown = pageOf(wanted, query, v3Style);
      const body = { request_id: requestId, publicips: shown.map((eip) => only(eip, query.fields)) };
      return { status: 200, body: { ...body, page_info: pageInfo(wanted, shown), total_count: wanted.length } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/eip/publicips/:id",
    query: z.strictObject({ fields: many.optional() }),
    errors: v3Style,
    handle: ({ params, query, requestId }) => ({
      status: 200,
      body: { request_id: requestId, publicip: only(renderV3(book, book.get(params["id"]!)), query.fields) },
    }),
  });
  service.add({
    method: "PUT",
    path: "/v3/:projectId/eip/publicips/:id",
    body: updateV3,
    errors: v3Style,
    handle: ({ params, body, requestId }) => {
      const eip = book.get(params["id"]!);
      if (body.publicip.alias !== undefined) book.world.huaweicloud.eips.update(eip.id, { name: body.publicip.alias });
      book.note(eip, body.publicip.description === undefined ? {} : { description: body.publicip.description });
      return { status: 200, body: { request_id: requestId, publicip: renderUpdatedV3(book, eip) } };
    },
  });
  service.add({
    method: "POST",
    path: "/v3/:projectId/eip/publicips/:id/disassociate-instance",
    errors: v3Style,
    handle: ({ params, requestId }) => {
      const eip = book.get(params["id"]!);
      // DRS holds the port: the address is released only when the task ends.
      if (/jb\d/.test(eip.boundTo ?? "")) throw new Refusal(409, "VPC.0512", BUSY);
      book.world.huaweicloud.eips.unbind(eip.id);
      book.note(eip, {});
      return { status: 200, body: { request_id: requestId, publicip: renderUpdatedV3(book, eip) } };
    },
  });
}

const BUSY = "Resource status is busy, try it again later.";

/** The requested fields; by default all. */
function only(eip: Record<string, unknown>, fields: string[] | undefined): Record<string, unknown> {
  return fields ? Object.fromEntries(fields.map((field) => [field, eip[field]])) : eip;
}

function allocate(book: EipBook, { publicip, bandwidth, enterprise_project_id }: Create) {
  if (publicip.ip_version === 6) throw new Refusal(400, "VPC.0501", "IPv6 addresses are not available here.");
  if (publicip.ip_address !== undefined) throw new Refusal(409, "VPC.0522", "The IP address is in use.");
  if (bandwidth.share_type === "WHOLE") {
    throw new Refusal(404, "VPC.0306", "No Eip bandwidth exist with id.");
  }
  if (bandwidth.name === undefined || bandwidth.size === undefined) {
    throw new Refusal(400, "VPC.0301", "Bandwidth name or size is invalid: both are needed when share_type is PER.");
  }
  const { publicIp } = book.world.huaweicloud.quotas;
  if (publicIp >= 0 && book.list().length >= publicIp) {
    throw new Refusal(409, "VPC.0532", "Quota exceeded for resources: ['publicIp'].");
  }
  const asked = {
    region: book.region,
    name: publicip.alias,
    type: publicip.type,
    bandwidthName: bandwidth.name,
    bandwidthSize: bandwidth.size,
  };
  const none = "No more IP addresses available on network.";
  const eip = translate(() => book.world.huaweicloud.eips.allocate(asked), { quota: [409, "VPC.0532", none] });
  book.note(eip, {
    chargeMode: bandwidth.charge_mode ?? "bandwidth",
    enterpriseProjectId: enterprise_project_id ?? "0",
    updatedAt: eip.createdAt,
  });
  if (publicip.port_id) update(book, eip.id, { port_id: publicip.port_id });
  return renderNew(book, book.get(eip.id));
}

function update(book: EipBook, id: string, change: { port_id?: string; alias?: string; ip_version?: 4 | 6 }): void {
  const eip = book.get(id);
  if (change.ip_version === 6) throw new Refusal(400, "VPC.0501", "IPv6 addresses are not available here.");
  if (change.alias !== undefined) book.world.huaweicloud.eips.update(id, { name: change.alias });
  if (change.port_id === "") {
    // DRS holds the port: the address is released only when the task ends.
    if (/jb\d/.test(eip.boundTo ?? "")) throw new Refusal(409, "VPC.0512", BUSY);
    book.world.huaweicloud.eips.unbind(id);
  } else if (change.port_id !== undefined) {
    const to = change.port_id;
    const taken = "Floatingip has already associated with port.";
    translate(() => book.world.huaweicloud.eips.bind(id, to), { conflict: [409, "VPC.0510", taken] });
  }
  book.note(eip, {});
}
