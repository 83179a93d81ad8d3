import { createHash } from "node:crypto";
import { Refusal } from "../errors";
import type { HuaweicloudWorld } from "../facts";
import type { Eip } from "../facts/types";

/** Facts about an EIP that only the API needs. */
interface Extras {
  description: string;
  shareType: "PER" | "WHOLE";
  chargeMode: "bandwidth" | "traffic";
  enterpriseProjectId: string;
  updatedAt: string;
}

/** The EIPs of one project as shown by the API. */
export class EipBook {
  private readonly extras = new Map<string, Extras>();

  constructor(
    readonly world: HuaweicloudWorld,
    readonly region: string,
    readonly projectId: string,
  ) {}

  /** EIPs of the project's region, without those that DRS lends to its tasks. */
  list(): Eip[] {
    return this.world.huaweicloud.eips.list(this.region);
  }

  /** @throws Refusal 404 VPC.0504 */
  get(id: string): Eip {
    const eip = this.list().find((one) => one.id === id);
    if (!eip) throw new Refusal(404, "VPC.0504", "Floating IP could not be found.");
    return eip;
  }

  extrasOf(eip: Eip): Extras {
    const known = this.extras.get(eip.id);
    if (known) return known;
    const fresh: Extras = {
      description: "",
      shareType: "PER",
      chargeMode: "bandwidth",
      enterpriseProjectId: "0",
      updatedAt: eip.createdAt,
    };
    this.extras.set(eip.id, fresh);
    return fresh;
  }

  /** Stores additional fields and the time of the change. */
  note(eip: Eip, change: Partial<Extras>): void {
    Object.assign(this.extrasOf(eip), { updatedAt: new Date().toISOString() }, change);
  }

  setTags(id: string, tags: Record<string, string>): void {
    this.world.huaweicloud.eips.update(id, { tags });
    this.note(this.get(id), {});
  }

  forget(id: string): void {
    this.extras.delete(id);
  }
}

/** Id of the port that a bound address maps to: the requested one, or an invented one for the DRS node. */
export function portOf(eip: Eip): string {
  if (eip.boundTo === undefined) return "";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eip.boundTo)) return eip.boundTo;
  const hex = createHash("sha256").update(eip.boundTo).digest("hex");
  return [8, 4, 4, 4, 12]
    .map((size, i, sizes) =>
      hex.substr(
        sizes.slice(0, i).reduce((a, b) => a + b, 0),
        size,
      ),
    )
    .join("-");
}

/** Id of the VPN gateway that it is bound to: that has no network interface of the account's. */
function gatewayOf(book: EipBook, { boundTo }: Eip): string | undefined {
  return boundTo !== undefined && book.world.huaweicloud.vpns.gateways.find(boundTo) ? boundTo : undefined;
}

/** "2026-11-21 08:16:48", the time format of v1. */
export function v1Time(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

/** "2026-11-21T08:16:48Z", the time format of v3. */
export function v3Time(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}

export function tagStrings(eip: Eip): string[] {
  return Object.entries(eip.tags).map(([key, value]) => `${key}=${value}`);
}

/** v1, create: the EIP while its creation is pending. */
export function renderNew(book: EipBook, eip: Eip): Record<string, unknown> {
  return {
    id: eip.id,
    status: "PENDING_CREATE",
    type: eip.type,
    public_ip_address: eip.address,
    tenant_id: book.projectId,
    create_time: v1Time(eip.createdAt),
    bandwidth_size: eip.bandwidthSize,
    enterprise_project_id: book.extrasOf(eip).enterpriseProjectId,
    ip_version: 4,
    alias: eip.name,
  };
}

/** v1, update. */
export function renderUpdated(book: EipBook, eip: Eip): Record<string, unknown> {
  return {
    ...renderNew(book, eip),
    status: eip.boundTo === undefined ? "DOWN" : "ACTIVE",
    profile: {},
    ...(eip.boundTo === undefined || gatewayOf(book, eip)
      ? {}
      : { private_ip_address: eip.boundPrivateIp ?? "", port_id: portOf(eip) }),
    bandwidth_id: eip.bandwidthId,
    bandwidth_name: eip.bandwidthName,
    bandwidth_share_type: book.extrasOf(eip).shareType,
  };
}

/** v1: get, list. */
export function renderV1(book: EipBook, eip: Eip): Record<string, unknown> {
  return {
    ...renderUpdated(book, eip),
    tags: tagStrings(eip),
    public_border_group: "center",
    allow_share_bandwidth_types: ["share"],
  };
}

/** v3: get, list. */
export function renderV3(book: EipBook, eip: Eip): Record<string, unknown> {
  return {
    ...renderUpdatedV3(book, eip),
    network_type: eip.type,
    tags: tagStrings(eip),
    allow_share_bandwidth_types: ["share"],
  };
}

/** v3, update. */
export function renderUpdatedV3(book: EipBook, eip: Eip): Record<string, unknown> {
  const extras = book.extrasOf(eip);
  const gateway = gatewayOf(book, eip);
  const bound = eip.boundTo !== undefined && !gateway;
  const kind = book.world.huaweicloud.rds.find(eip.boundTo ?? "") ? "RDS" : "DRS";
  return {
    id: eip.id,
    project_id: book.projectId,
    ip_version: 4,
    public_ip_address: eip.address,
    public_ipv6_address: null,
    status: bound || gateway ? "ACTIVE" : "DOWN",
    description: extras.description,
    created_at: v3Time(eip.createdAt),
    updated_at: v3Time(extras.updatedAt),
    type: "EIP",
    vnic: bound
      ? {
          private_ip_address: eip.boundPrivateIp ?? "",
          device_id: eip.boundTo,
          device_owner: `network:${kind}`,
          vpc_id: "",
          port_id: portOf(eip),
          instance_id: eip.boundTo,
          instance_type: kind,
        }
      : null,
    bandwidth: {
      id: eip.bandwidthId,
      size: eip.bandwidthSize,
      share_type: extras.shareType,
      charge_mode: extras.chargeMode,
      name: eip.bandwidthName,
      billing_info: "",
    },
    enterprise_project_id: extras.enterpriseProjectId,
    billing_info: null,
    lock_status: null,
    associate_instance_type: gateway ? "VPN" : bound ? "PORT" : null,
    associate_instance_id: gateway ?? (bound ? portOf(eip) : null),
    publicip_pool_id: "160576d1-50d7-4b1a-8b4a-0a2d2a3b1d10",
    publicip_pool_name: eip.type,
    public_border_group: "center",
    alias: eip.name,
  };
}
