import { z } from "zod";
import { Refusal } from "../errors";
import type { Eip } from "../facts/types";
import type { Service } from "../service";
import { type EipBook, v3Time } from "./eipBook";
import { inProject, page, pageOf } from "./queries";
import { bandwidthStyle } from "./styles";

const update = z.strictObject({
  bandwidth: z.strictObject({
    name: z.string().min(1).max(64).optional(),
    size: z.int().min(1).max(2000).optional(),
    charge_mode: z.enum(["bandwidth", "traffic"]).optional(),
  }),
});
const list = z.strictObject({
  ...page,
  share_type: z.enum(["PER", "WHOLE"]).optional(),
  enterprise_project_id: z.string().optional(),
});

/** Bandwidths, v1. Here every EIP has its own. */
export function addBandwidths(service: Service, book: EipBook): void {
  const owner = (id: string): Eip => {
    const eip = book.list().find((one) => one.bandwidthId === id);
    if (!eip) throw new Refusal(404, "VPC.0306", "No Eip bandwidth exist with id.");
    return eip;
  };
  service.add({
    method: "GET",
    path: "/v1/:projectId/bandwidths",
    query: list,
    errors: bandwidthStyle,
    handle: ({ query }) => {
      const found = book
        .list()
        .map((eip) => render(book, eip))
        .filter((one) => (query.share_type ?? "PER") === "PER" && inProject(one, query.enterprise_project_id));
      return { status: 200, body: { bandwidths: pageOf(found, query, bandwidthStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: "/v1/:projectId/bandwidths/:id",
    errors: bandwidthStyle,
    handle: ({ params }) => ({ status: 200, body: { bandwidth: render(book, owner(params["id"]!)) } }),
  });
  service.add({
    method: "PUT",
    path: "/v1/:projectId/bandwidths/:id",
    body: update,
    errors: bandwidthStyle,
    handle: ({ params, body }) => {
      const eip = owner(params["id"]!);
      const { name, size, charge_mode } = body.bandwidth;
      book.world.huaweicloud.eips.update(eip.id, {
        bandwidthName: name ?? eip.bandwidthName,
        bandwidthSize: size ?? eip.bandwidthSize,
      });
      book.note(eip, charge_mode ? { chargeMode: charge_mode } : {});
      return { status: 200, body: { bandwidth: render(book, eip) } };
    },
  });
}

function render(book: EipBook, eip: Eip): Record<string, unknown> {
  const extras = book.extrasOf(eip);
  return {
    id: eip.bandwidthId,
    name: eip.bandwidthName,
    size: eip.bandwidthSize,
    share_type: extras.shareType,
    publicip_info: [{ publicip_id: eip.id, publicip_address: eip.address, publicip_type: eip.type, ip_version: 4 }],
    tenant_id: book.projectId,
    bandwidth_type: "bgp",
    charge_mode: extras.chargeMode,
    billing_info: "",
    enterprise_project_id: extras.enterpriseProjectId,
    status: "NORMAL",
    created_at: v3Time(eip.createdAt),
    updated_at: v3Time(extras.updatedAt),
    public_border_group: "center",
  };
}
