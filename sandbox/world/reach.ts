import { isIpv4, isPrivate } from "./addresses";
import { type CloudPart, dropped, INTERNET, type Packet, type Zone } from "./hops";
import type { Faults, Origin, Reach } from "./types";

/** More hops than any real route has; stops routing loops. */
const MOST_HOPS = 16;

/**
 * The address that a host resolves to: addresses to themselves, names of the clouds' endpoints to theirs, anything else
 * to undefined.
 */
export function resolve(parts: readonly CloudPart[], host: string): string | undefined {
  if (isIpv4(host)) return host;
  const name = host.toLowerCase().replace(/\.$/, "");
  return firstOf(parts, (part) => part.resolve(name));
}

/** Whether a caller at `origin` gets a TCP connection to `host:port`: hop by hop, each with its guard. */
export function reach(parts: readonly CloudPart[], faults: Faults, origin: Origin, host: string, port: number): Reach {
  const ip = resolve(parts, host);
  if (ip === undefined) return dropped("dns", `${host} does not resolve: no instance has this endpoint`);
  const hops = parts.flatMap((part) => part.hops);
  let packet: Packet = { zone: startOf(parts, origin), from: origin, host, ip, port };
  for (let count = 0; count < MOST_HOPS; count++) {
    const hop = hops.find((one) => one.forward(packet));
    const next = hop?.forward(packet);
    if (!hop || !next) break;
    const stopped = hop.guard(packet);
    if (stopped) return stopped;
    if (next.server) {
      if (port !== next.port || refused(faults, next.names, port))
        return dropped("refused", `Nothing listens at ${host}:${port}`);
      return { ok: true, server: next.server, from: packet.from };
    }
    packet = { ...packet, zone: next.to, from: next.as ?? packet.from };
  }
  return dropped("noRoute", `${describe(origin)} has no route to ${host}`);
}

/** A caller as named in messages. */
export function describe({ address, vpcId }: Origin): string {
  return vpcId ? `${address} in VPC ${vpcId}` : address;
}

/** A private address is meaningful only inside its own network: without one, it has no route. */
function startOf(parts: readonly CloudPart[], origin: Origin): Zone {
  const known = firstOf(parts, (part) => part.zone(origin));
  return known ?? (isPrivate(origin.address) ? `nowhere ${origin.vpcId ?? ""}` : INTERNET);
}

function refused(faults: Faults, names: readonly string[], port: number): boolean {
  return faults.refusedPorts.has(`:${port}`) || names.some((name) => faults.refusedPorts.has(`${name}:${port}`));
}

function firstOf<T>(parts: readonly CloudPart[], ask: (part: CloudPart) => T | undefined): T | undefined {
  for (const part of parts) {
    const found = ask(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
