import { z } from "zod";
import { asBlock } from "../../../model/addresses/block";
import { idle, refused } from "../../wire/verdicts";
import { holds } from "../../world/addresses";

const direction = z.enum(["ingress", "egress"]);
/** The API is not case-sensitive. */
const ethertype = z
  .string()
  .regex(/^ipv[46]$/i, "Allowed values are [IPv4, IPv6].")
  .transform((text) => (text.endsWith("6") ? ("IPv6" as const) : ("IPv4" as const)));
const protocol = z.string().regex(/^(tcp|udp|icmp|icmpv6|\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/, "not a protocol");
/** Official clients send numbers, or numbers as strings. */
const port = z
  .union([z.int(), z.string().regex(/^\d+$/)])
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535, "1 to 65535");
export const description = z
  .string()
  .max(255)
  .regex(/^[^<>]*$/, "contains < or >");
const prefix = z
  .string()
  .refine((text) => isPrefix(text), "neither an address nor a CIDR")
  .transform(asBlock);
const multiport = z
  .string()
  .regex(/^\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*$/, "not ports")
  .refine((text) => text.split(/[,-]/).every((part) => Number(part) >= 1 && Number(part) <= 65535), "1 to 65535");

const shared = {
  security_group_id: z.string().min(1),
  direction,
  description: description.optional(),
  ethertype: ethertype.optional(),
  protocol: protocol.optional(),
  remote_ip_prefix: prefix.optional(),
  remote_group_id: z.string().min(1).optional(),
};
/** v1: one port range, no action. */
export const createV1 = z.strictObject({
  security_group_rule: z.strictObject({
    ...shared,
    port_range_min: port.optional(),
    port_range_max: port.optional(),
    ...refused("remote_address_group_id"),
  }),
});
/** v3: ports, action, priority. */
export const createV3 = z.strictObject({
  security_group_rule: z.strictObject({
    ...shared,
    multiport: multiport.optional(),
    remote_address_group_id: z.string().optional(),
    action: z.enum(["allow", "deny"]).optional(),
    priority: z
      .union([z.int(), z.string().regex(/^\d+$/)])
      .transform(Number)
      .refine((value) => value >= 1 && value <= 100, "1 to 100")
      .optional(),
    enabled: idle(z.literal(true), "rules are always enabled"),
  }),
  dry_run: idle(z.literal(false), "dry runs are not simulated"),
});

function isPrefix(text: string): boolean {
  return holds(text, text.split("/")[0]!);
}
