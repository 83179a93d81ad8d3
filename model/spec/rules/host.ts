import { isIP, isIPv4 } from "node:net";
import { asBlock } from "../../addresses/block";
import { publicPart } from "../../addresses/sets";
import type { Problem } from "../../problems";
import type { Side } from "../../side";
import type { Migration } from "../schema";
import { quoted } from "./quoted";

const NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i;
/** "This network", multicast and reserved: no server has such an address. */
const NOBODYS = /^(0|22[4-9]|23\d|24\d|25[0-5])\./;

/**
 * Over the internet, a task reaches public IPv4 addresses only. A host name is resolved by the service, so it is not
 * checked here.
 */
export function host(migration: Migration): Problem[] {
  if (migration.path !== "public") return [];
  return (["source", "target"] satisfies Side[]).flatMap((side) => {
    const at = migration[side];
    if (at.place !== "onprem" || isReachable(at.host)) return [];
    return [
      {
        path: `${side}.host`,
        seen: quoted(at.host),
        needed: "a public IPv4 address, or a full host name, without a port: the task connects over the internet",
        fix:
          "write the public address of the server, or of the router that forwards to it; " +
          `the port belongs in ${side}.port, and an address that only this machine reaches in ${side}.connect`,
      },
    ];
  });
}

function isReachable(host: string): boolean {
  if (isIP(host) === 0) return NAME.test(host);
  return isIPv4(host) && !NOBODYS.test(host) && publicPart([asBlock(host)]).length > 0;
}
