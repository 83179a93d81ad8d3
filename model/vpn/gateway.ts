import { isIPv4 } from "node:net";
import { z } from "zod";
import { named } from "../named";

const text = (what: string) => z.string().min(1).describe(what);
const ipv4 = (what: string) =>
  z
    .string()
    .refine((given) => isIPv4(given), "an IPv4 address, such as 198.51.100.7")
    .optional()
    .describe(what);

const address = named(
  "VpnGatewayAddress",
  "A public address of a VPN gateway.",
  z.strictObject({ id: text("the vendor's id of the EIP"), address: text("the EIP's address") }),
);

/** A gateway that exists already, whose addresses have ids: used, and never changed or removed. */
export const givenGateway = z.strictObject({
  id: text("the vendor's id"),
  eip1: address.describe("its active address"),
  eip2: address.describe("its standby address"),
});

/** One of any cloud: which of its addresses are written, and how, the facts of that cloud say. */
export const anyGateway = z.strictObject({
  id: text("the vendor's id"),
  eip1: address.optional().describe("its active address, where that is an EIP"),
  eip2: address.optional().describe("its standby address, where that is an EIP"),
  address: ipv4("its first or only address for IPsec, where that has no id of its own"),
  standbyAddress: ipv4("its second address for IPsec, where that has no id of its own"),
});

/** Keys of the addresses of an existing gateway. */
export type AddressKey = Exclude<keyof typeof anyGateway.shape, "id">;

export const availabilityZones = z.array(z.string().min(1)).min(1).max(2);

/** The public ends of the tunnels, as far as they are known, and where the user wrote them. */
export function endsOf({ deviceAddress, gateway }: { deviceAddress?: unknown; gateway?: unknown }) {
  const { eip1, eip2, ...own } = (gateway ?? {}) as Partial<Record<AddressKey, unknown>>;
  const addressIn = (eip: unknown) => (eip as { address?: unknown } | undefined)?.address;
  const given = {
    deviceAddress,
    "gateway.eip1.address": addressIn(eip1),
    "gateway.eip2.address": addressIn(eip2),
    "gateway.address": own.address,
    "gateway.standbyAddress": own.standbyAddress,
  };
  return Object.entries(given).flatMap(([path, one]) =>
    typeof one === "string" && isIPv4(one) ? [{ path, address: one }] : [],
  );
}
