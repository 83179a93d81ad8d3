import type { Ports } from "../core/facets";
import { reachesDatabase } from "../core/ports";
import { text } from "../core/read";
import { Unknown } from "../core/values";
import type { FactReader } from "./descriptor";
import { endpointFacts } from "./endpoint";

/** Properties of a rule that forwards a port of a public address (DNAT), each in the provider's order of precedence. */
export interface ForwardingPlaces {
  protocol: string;
  /** Port on the public address. */
  outer: readonly string[];
  /** Port of the machine behind it. */
  inner: readonly string[];
}

/**
 * A rule that forwards a port of a public address. It gives a database a public endpoint when either port is MySQL's.
 * The pack's `ports` setting is not available here, so only MySQL's own ports are recognised.
 */
export function forwarding({ protocol, outer, inner }: ForwardingPlaces): FactReader {
  return (inputs, ref) => {
    const ends = [outer, inner].map((properties): Ports => {
      // The provider does not send a zero, so it is equivalent to an absent port.
      const property =
        properties.find((one) => !["", "0", undefined].includes(text(inputs, one) as string)) ?? properties[0]!;
      const port = text(inputs, property);
      const absent = port === undefined || port === "" || port === "0";
      return { property, protocol: text(inputs, protocol) ?? "", port: absent ? "all" : port, byDefault: absent };
    });
    const open = ends.filter((ports) => reachesDatabase(ports, [3306]));
    if (open.length === 0) return {};
    const unknown = ends.every((ports) => !reachesDatabase(known(ports), [3306])) ? open[0]!.port : undefined;
    const place = { property: open[0]!.property, what: "the forwarded port", close: "remove the rule" };
    return endpointFacts(inputs, ref, place, unknown instanceof Unknown ? unknown : true);
  };
}

/** The ports with unknown values treated as reaching nothing. */
function known(ports: Ports): Ports {
  return ports.protocol instanceof Unknown || ports.port instanceof Unknown
    ? { ...ports, protocol: "icmp", port: "all" }
    : ports;
}
