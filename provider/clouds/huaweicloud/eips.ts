import { everyPage } from "../../http/pages";
import type { HuaweiClient } from "./client";

const PAGE = 500;

/** A public address, as the API (v3) returns it. */
export interface WireEip {
  id: string;
  alias?: string | null;
  description?: string | null;
  public_ip_address?: string;
  tags?: string[] | null;
  /** DOWN: it is bound to nothing. */
  status?: string;
  /** What it is bound to, where that is no network interface. */
  associate_instance_id?: string | null;
  vnic?: { instance_type?: string; private_ip_address?: string } | null;
}

/** Every one of the project and region. */
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

/** undefined: the response contains none. @throws HuaweiError, with status 404 when there is none */
export async function readEip(client: HuaweiClient, id: string): Promise<WireEip | undefined> {
  const answer = await client.send<{ publicip?: WireEip }>("vpc", `Huawei EIP, reading ${id}`, {
    method: "GET",
    url: "/v3/{project_id}/eip/publicips/{publicip_id}",
    params: { publicip_id: id },
    reads: true,
  });
  return answer.publicip;
}
