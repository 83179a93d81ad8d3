import { isIPv4 } from "node:net";
import { z } from "zod";
import { named } from "../named";

const text = (what: string) => z.string().min(1).describe(what);

const address = named(
  "VpnGatewayAddress",
  "A public address of a VPN gateway.",
  z.strictObject({ id: text("the vendor's id of the EIP"), address: text("the EIP's address") }),
);

/** A gateway that exists already: used, and never changed or removed. */
export const givenGateway = z.strictObject({
  id: text("the vendor's id"),
  eip1: address.describe("its active address"),
  eip2: address.describe("its standby address"),
});

export const availabilityZones = z.array(z.string().min(1)).min(1).max(2);

/** The public ends of the tunnels, as far as they are known, and where the user wrote them. */
export function endsOf({ deviceAddress, gateway }: { deviceAddress?: unknown; gateway?: unknown }) {
  const { eip1, eip2 } = (gateway ?? {}) as { eip1?: { address?: unknown }; eip2?: { address?: unknown } };
  const given = {
    deviceAddress,
    "gateway.eip1.address": eip1?.address,
    "gateway.eip2.address": eip2?.address,
  };
  return Object.entries(given).flatMap(([path, one]) =>
    typeof one === "string" && isIPv4(one) ? [{ path, address: one }] : [],
  );
}
