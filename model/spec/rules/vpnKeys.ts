import type { Problem } from "../../problems";
import { type AddressKey, anyGateway } from "../../vpn/gateway";
import { SOME_KEYS, type SomeKey, type Vpn } from "../vpn";
import type { CloudVpn, Use } from "../vpnClouds";

/** Keys of `vpn` that a gateway of this cloud does not have, or misses. @param title of the cloud */
export function keysProblems(vpn: Vpn, of: CloudVpn, title: string): Problem[] {
  return [
    ...SOME_KEYS.flatMap((key) => keyProblems(vpn, of, title, key)),
    ...(vpn.gateway ? addressProblems(vpn.gateway, of, title) : []),
  ];
}

/** Those that have to be written for a gateway that is created. */
export function neededKeys({ always, created }: CloudVpn): SomeKey[] {
  return SOME_KEYS.filter((key) => isNeeded(always[key] ?? created[key]));
}

const isNeeded = (use: Use | undefined) => typeof use === "object";

function keyProblems(vpn: Vpn, of: CloudVpn, title: string, key: SomeKey): Problem[] {
  const path = `vpn.${key}`;
  const [given, always, created] = [vpn[key], of.always[key], of.created[key]];
  if (given === undefined) {
    const use = vpn.gateway ? always : (always ?? created);
    return typeof use === "object" ? [{ path, seen: "nothing", ...use }] : [];
  }
  const seen = Array.isArray(given) ? given.join(", ") : String(given);
  if (always === undefined && created === undefined)
    return [
      {
        path,
        seen,
        needed: `nothing: ${of.instead[key] ?? `a VPN gateway of ${title} has no such key`}`,
        fix: `remove ${path}`,
      },
    ];
  if (!vpn.gateway || always) return [];
  return [
    {
      path,
      seen: `${seen}, with vpn.gateway`,
      needed: "nothing: a gateway that exists is never changed",
      fix: `remove ${path}`,
    },
  ];
}

/** The addresses of a gateway that exists, spelled as its cloud does. */
function addressProblems(gateway: NonNullable<Vpn["gateway"]>, of: CloudVpn, title: string): Problem[] {
  const keys = Object.keys(anyGateway.shape).filter((key): key is AddressKey => key !== "id");
  const all = of.gateway.map((key) => `vpn.gateway.${key}`).join(" and ");
  return keys.flatMap((key): Problem[] => {
    const [path, given] = [`vpn.gateway.${key}`, gateway[key]];
    const isOurs = of.gateway.includes(key);
    if (given === undefined)
      return isOurs ? [{ path, seen: "nothing", needed: anyGateway.shape[key].description!, fix: LOOK }] : [];
    if (isOurs) return [];
    const seen = typeof given === "string" ? given : given.address;
    return [{ path, seen, needed: `nothing: for a gateway of ${title}, write ${all}`, fix: `remove ${path}` }];
  });
}

const LOOK = "the console shows it at the gateway";
