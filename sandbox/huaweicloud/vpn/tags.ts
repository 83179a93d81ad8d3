import { z } from "zod";
import type { HuaweicloudWorld } from "../facts";
import type { Service } from "../service";
import { asRecord, tags } from "./fields";
import { notFound } from "./style";

interface Tagged {
  list(region: string): { id: string; tags: Record<string, string> }[];
  update(id: string, change: { tags: Record<string, string> }): unknown;
}

/** Tags of the VPN's resources, v5. */
export function addVpnTags(service: Service, { huaweicloud: { vpns } }: HuaweicloudWorld, region: string): void {
  const kinds: Record<string, Tagged> = {
    "vpn-gateway": vpns.gateways,
    "customer-gateway": vpns.devices,
    "vpn-connection": vpns.connections,
  };
  const found = ({ type = "", id = "" }: Record<string, string>) => {
    const kind = kinds[type];
    const one = kind?.list(region).find((tagged) => tagged.id === id);
    if (!kind || !one) throw notFound(type, id);
    return { before: one.tags, set: (now: Record<string, string>) => kind.update(id, { tags: now }) };
  };
  const path = "/v5/:projectId/:type/:id/tags";
  service.add({
    method: "POST",
    path: `${path}/create`,
    body: z.strictObject({ tags: tags.min(1) }),
    handle({ params, body }) {
      const { before, set } = found(params);
      set({ ...before, ...asRecord(body.tags) });
      return { status: 204 };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/delete`,
    body: z.strictObject({
      tags: z.array(z.strictObject({ key: z.string().min(1), value: z.string().optional() })).min(1),
    }),
    handle({ params, body }) {
      const { before, set } = found(params);
      const gone = new Set(body.tags.map(({ key }) => key));
      set(Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key))));
      return { status: 204 };
    },
  });
}
