import { z } from "zod";
import { Refusal } from "../errors";
import type { Service } from "../service";
import { type EipBook, renderV1, renderV3 } from "./eipBook";
import { many, page, pageOf } from "./queries";
import { eipStyle, translate, v3Style } from "./styles";

const size = z.int().min(1).max(2000);
const create = z.strictObject({
  publicip: z.strictObject({
    type: z.enum(["5_bgp", "5_sbgp", "5_telcom", "5_union", "5_youxuanbgp"]),
    ip_address: z.ipv4().optional(),
    ip_version: z.union([z.literal(4), z.literal(6)]).optional(),
    alias: z.string().max(64).optional(),
    port_id: z.string().optional(),
  }),
  bandwidth: z.strictObject({
    share_type: z.enum(["PER", "WHOLE"]),
    id: z.string().optional(),
    name: z.string().min(1).max(64).optional(),
    size: size.optional(),
    charge_mode: z.enum(["bandwidth", "traffic"]).optional(),
  }),
  enterprise_project_id: z.string().optional(),
});
const listV1 = z.strictObject({
  ...page,
  ip_version: z.enum(["4", "6"]).optional(),
  enterprise_project_id: z.string().optional(),
  port_id: many.optional(),
  public_ip_address: many.optional(),
  private_ip_address: many.optional(),
  id: many.optional(),
});
const updateV1 = z.strictObject({
  publicip: z.strictObject({
    port_id: z.string().optional(),
    alias: z.string().max(64).optional(),
    ip_version: z.union([z.literal(4), z.literal(6)]).optional(),
  }),
});
const listV3 = z.strictObject({
  ...page,
  offset: z.coerce.number().int().min(0).optional(),
  fields: many.optional(),
  sort_key: z.enum(["id", "public_ip_address", "created_at", "updated_at"]).optional(),
  sort_dir: z.enum(["asc", "desc"]).optional(),
  id: many.optional(),
  alias: many.optional(),
  alias_like: z.string().optional(),
  description: many.optional(),
  public_ip_address: many.optional(),
  public_ip_address_like: z.string().optional(),
  status: many.optional(),
  type: many.optional(),
  enterprise_project_id: many.optional(),
});
const updateV3 = z.strictObject({
  publicip: z.strictObject({
    alias: z.string().max(64).optional(),
    description: z
      .string()
      .max(256)
      .regex(/^[^<>]*$/, "contains < or >")
      .optional(),
  }),
});

/** Elastic public addresses: v1 and v2.0 as `huaweicloud_vpc_eip` calls them, v3 for reading back and for descriptions. */
export function addEips(service: Service, book: EipBook): void {
  for (const version of ["v1", "v2.0"]) {
    service.add({
      method: "POST",
      path: `/${version}/:projectId/publicips`,
      body: create,
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
        .filter((eip) =>
          (["port_id", "public_ip_address", "private_ip_address"] as const).every(
            (key) => query[key]?.includes(String(eip[key] ?? "")) ?? true,
          ),
        );
      return { status: 200, body: { publicips: pageOf(wanted, query.marker, query.limit) } };
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
      return { status: 200, body: { publicip: renderV1(book, book.get(params["id"]!)) } };
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
      const wanted = book
        .list()
        .map((eip) => renderV3(book, eip))
        .filter((eip) =>
          (
            ["id", "alias", "description", "public_ip_address", "status", "type", "enterprise_project_id"] as const
          ).every((key) => query[key]?.includes(String(eip[key])) ?? true),
        )
        .filter((eip) => String(eip["alias"]).includes(query.alias_like ?? ""))
        .filter((eip) => String(eip["public_ip_address"]).includes(query.public_ip_address_like ?? ""));
      const shown = pageOf(wanted, query.marker, query.limit).map((eip) =>
        query.fields ? Object.fromEntries(query.fields.map((field) => [field, eip[field]])) : eip,
      );
      const page_info = { previous_marker: wanted[0]?.["id"] ?? null, current_count: shown.length };
      return { status: 200, body: { request_id: requestId, publicips: shown, page_info, total_count: wanted.length } };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/:projectId/eip/publicips/:id",
    query: z.strictObject({ fields: many.optional() }),
    errors: v3Style,
    handle: ({ params, requestId }) => ({
      status: 200,
      body: { request_id: requestId, publicip: renderV3(book, book.get(params["id"]!)) },
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
      return { status: 200, body: { request_id: requestId, publicip: renderV3(book, eip) } };
    },
  });
}

function allocate(book: EipBook, { publicip, bandwidth, enterprise_project_id }: z.infer<typeof create>) {
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
  return { ...renderV1(book, eip), status: "PENDING_CREATE" };
}

function update(book: EipBook, id: string, change: { port_id?: string; alias?: string; ip_version?: 4 | 6 }): void {
  const eip = book.get(id);
  if (change.ip_version === 6) throw new Refusal(400, "VPC.0501", "IPv6 addresses are not available here.");
  if (change.alias !== undefined) book.world.huaweicloud.eips.update(id, { name: change.alias });
  if (change.port_id === "") {
    // DRS holds the port: the address is released only when the task ends.
    if (/jb\d/.test(eip.boundTo ?? ""))
      throw new Refusal(409, "VPC.0512", "Resource status is busy, try it again later.");
    book.world.huaweicloud.eips.unbind(id);
  } else if (change.port_id !== undefined) {
    const to = change.port_id;
    const taken = "Floatingip has already associated with port.";
    translate(() => book.world.huaweicloud.eips.bind(id, to), { conflict: [409, "VPC.0510", taken] });
  }
  book.note(eip, {});
}
