import { type Mark, readMark, readTags } from "../../../model/expiry";
import type { Opening } from "../../../model/openings";
import { everyPage } from "../../http/pages";
import { type HuaweiClient, HuaweiError } from "./client";
import { deleteRule, listRules } from "./securityGroups";

const PREFIX = "dbferry-";
const PAGE = 500;

export interface WireEip {
  id: string;
  alias?: string | null;
  description?: string | null;
  public_ip_address?: string;
  tags?: string[] | null;
  vnic?: { instance_type?: string; private_ip_address?: string } | null;
}

/** Everything except tasks in the project and region that has our mark, or a name that only we use. */
export async function huaweicloudOpenings(client: HuaweiClient): Promise<Opening[]> {
  const found = await Promise.all([rules(client), eips(client)]);
  return found.flat();
}

/** Rules in any group that have our mark. */
async function rules(client: HuaweiClient): Promise<Opening[]> {
  return (await listRules(client)).flatMap((rule): Opening[] => {
    const mark = readMark(rule.description);
    if (!mark) return [];
    return [
      {
        ...base(client, mark),
        kind: "securityGroupRule",
        id: rule.id,
        addresses: [rule.remote_ip_prefix ?? rule.remote_group_id ?? rule.remote_address_group_id ?? "0.0.0.0/0"],
        port: rule.multiport ?? "all",
        where: `security group ${rule.security_group_id}`,
      },
    ];
  });
}

/** EIPs that have our mark, or a name that only we use. */
export async function eips(client: HuaweiClient, read?: WireEip[]): Promise<Opening[]> {
  return (read ?? (await listEips(client))).flatMap((eip): Opening[] => {
    const mark = readTags(tagsOf(eip)) ?? readMark(eip.description ?? undefined) ?? named(eip.alias ?? undefined);
    if (!mark) return [];
    const bound = eip.vnic?.instance_type ? `, bound to a ${eip.vnic.instance_type} node` : "";
    return [
      {
        ...base(client, mark),
        kind: "eip",
        id: eip.id,
        ...(eip.alias ? { name: eip.alias } : {}),
        addresses: [eip.public_ip_address ?? ""],
        where: `EIP ${eip.alias ?? eip.id}${bound}`,
      },
    ];
  });
}

export async function listEips(client: HuaweiClient): Promise<WireEip[]> {
  const doing = "Huawei EIP, listing addresses";
  return everyPage({
    doing,
    field: "publicips",
    size: PAGE,
    id: "id",
    read: async (_, marker) => {
      const answer = await client.send<{ publicips?: WireEip[]; total_count?: number }>("vpc", doing, {
        method: "GET",
        url: "/v3/{project_id}/eip/publicips",
        query: { limit: PAGE, ...(marker ? { marker } : {}) },
        reads: true,
      });
      return { items: answer.publicips, total: marker ? undefined : answer.total_count };
    },
  });
}

/** Removes an opening of this cloud, except tasks, which the driver ends; succeeds if it is already gone. */
export async function closeHuaweicloud(client: HuaweiClient, opening: Opening): Promise<void> {
  try {
    if (opening.kind === "securityGroupRule") await deleteRule(client, opening.id);
    if (opening.kind === "eip") {
      await client.send("vpc", `Huawei EIP, releasing ${opening.addresses.join(", ")}`, {
        method: "DELETE",
        url: "/v1/{project_id}/publicips/{publicip_id}",
        params: { publicip_id: opening.id },
      });
    }
  } catch (error) {
    if (!(error instanceof HuaweiError && error.status === 404)) throw error;
  }
}

type Base = Pick<Opening, "cloud" | "region" | "migration" | "state" | "stack" | "expires">;

export function base(client: HuaweiClient, { id, expires, state, stack }: Mark): Base {
  return {
    cloud: "huaweicloud",
    region: client.region,
    migration: id,
    ...(state ? { state } : {}),
    ...(stack ? { stack } : {}),
    expires: expires?.toISOString(),
  };
}

/** Parses a name created by `model/names`; it contains the migration but not the expiry. A digest follows a dot. */
export function named(name: string | undefined): Mark | undefined {
  return name?.startsWith(PREFIX) ? { id: name.slice(PREFIX.length).replace(/\.[0-9a-f]{6}$/, "") } : undefined;
}

/** The list returns tags as `key=value`. */
function tagsOf(eip: WireEip): Record<string, string> {
  const pairs = (eip.tags ?? []).map((tag): [string, string] => {
    const at = tag.indexOf("=");
    return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}
