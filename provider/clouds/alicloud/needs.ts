import { describeNeed, type Need } from "../../../model/need";
import { visible } from "../../../model/printing/visible";
import type { Alicloud } from "./client";
import { type EndpointReading, needKey } from "./instances";
import { publicEndpoints } from "./openings";

/** How it differs from what is needed, for people; undefined: it does not. */
export async function lacks(alicloud: Alicloud, need: Need, reading: EndpointReading): Promise<string | undefined> {
  if (need.kind !== "publicEndpoint") throw new Error(`Alibaba Cloud has no ${need.kind}`);
  const endpoints = await publicEndpoints(alicloud, need.region, need.id);
  reading.leave(needKey(need.region, need.id), endpoints);
  if (endpoints.some(({ host, port }) => host === need.address && port === String(need.port))) return undefined;
  const others = endpoints.map(({ host, port }) => visible(`${host}:${port}`));
  return `${describeNeed(need)} is gone${others.length > 0 ? `; the instance has ${others.join(", ")}` : ""}`;
}
