import { z } from "zod";
import { inCloud, origin, server } from "../../../model/spec/fields";

const place = { place: z.literal("nimbus-mysql"), ...inCloud, instanceId: z.string().min(1) };

export const nimbusMysql = {
  title: "Nimbus MySQL",
  cloud: "nimbus",
  source: z.strictObject({ ...place, ...origin }),
  target: z.strictObject({ ...place, ...server }),
};
