import * as pulumi from "@pulumi/pulumi";
import type { Location } from "../../model/clouds/location";
import { readHostPort } from "../../model/hostPort";
import { taskName } from "../../model/names";
import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import { databaseInstanceOf, locationOf, type Migration } from "../../model/spec";
import { cloudVpn } from "../../model/spec/vpnClouds";
import type { InstanceQuery, LeftoverQuery, QuotaQuery, Side } from "../kits/contracts";
import { engineKit } from "../kits/engines";
import { pathKit } from "../kits/paths";
import { placeKit } from "../kits/places";
import { securedOf } from "./admins";
import { buildingOf, type CheckedArgs, siteOf } from "./args";
import { idsInState } from "./tracked";

const SIDES = ["source", "target"] as const satisfies Side[];

/** Key of the parts of a VPN, which are found and not taken over. */
export const VPN_PARTS = "vpn";

/** Queries for what a killed update of this migration may have created. */
export function leftoverQueries(spec: Migration, phase: Phase, ownership: Ownership): LeftoverQuery[] {
  const home = engineKit(spec.engine).home(spec);
  // Queries follow from the spec alone, so nothing is built here.
  const building = buildingOf(undefined as never, spec.name, {
    spec,
    phase,
    ownership,
    passwords: { source: "", target: "" },
  });
  const target = locationOf(spec.target);
  return [
    ...SIDES.flatMap((side) =>
      placeKit(spec[side].place).leftovers(siteOf(building, side), pathKit(spec.path).over(side, home)),
    ),
    ...(spec.path === "vpn" && target ? [{ ...target, key: VPN_PARTS, kind: "vpn" }] : []),
  ];
}

/** Queries for what the migration is to take over, by its id, and does not have yet. */
export async function adoptionQueries(spec: Migration, phase: Phase): Promise<(LeftoverQuery & { id: string })[]> {
  const { adopt = {} } = spec;
  // Ids identify what is adopted, so that ownership does not matter.
  const openings = leftoverQueries(spec, phase, { organization: "", project: "", stack: "" });
  const home = locationOf(spec[engineKit(spec.engine).home(spec)]);
  const task = home ? [{ ...home, key: "task", kind: "task" }] : [];
  const tracked = await idsInState();
  return [...openings, ...task].flatMap((query) => {
    const id = adopt[query.key as keyof typeof adopt];
    return id === undefined || tracked.has(id) ? [] : [{ ...query, id }];
  });
}

/** Queries with which the clouds confirm both servers. */
export function instanceQueries(spec: Migration): (InstanceQuery & { side: Side })[] {
  return SIDES.flatMap((side) => {
    const query = placeKit(spec[side].place).instance({ at: spec[side] });
    if (!query) return [];
    const over = pathKit(spec.path).over(side, engineKit(spec.engine).home(spec));
    return [{ side, ...query, makesEndpoint: over === "public" && !("endpoint" in spec[side] && spec[side].endpoint) }];
  });
}

/**
 * Resources that the migration creates and the vendors limit the number of.
 * @param made the task already exists
 */
export function quotaQueries(spec: Migration, made = false): QuotaQuery[] {
  const { place, ...rest } = spec[engineKit(spec.engine).home(spec)];
  const at = locationOf({ place, ...rest } as Migration["source"]);
  if (!at) return [];
  const eip = spec.path === "public" && placeKit(place).publicAddress ? [{ ...at, kind: "eip" as const }] : [];
  return [
    ...eip,
    ...ends(spec, at),
    ...rulesAtSource(spec, made),
    { ...at, kind: "task", name: taskName(spec.name), made },
  ];
}

/** A gateway that exists has its addresses. */
function ends({ path, vpn }: Migration, at: Location): QuotaQuery[] {
  const count = cloudVpn(at.cloud)?.eips;
  return path !== "vpn" || vpn?.gateway || count === undefined ? [] : [{ ...at, kind: "eip", count }];
}

/** Over the public network, a source behind a security group gets a rule for each block of the task, and each of the operator's. */
function rulesAtSource(spec: Migration, made: boolean): QuotaQuery[] {
  const { source, path, engine, operator } = spec;
  const at = locationOf(source);
  const instanceId = databaseInstanceOf(source);
  if (path !== "public" || !at || !instanceId || !("securityGroupId" in source)) return [];
  const operators = operator?.addresses.length ?? 0;
  const blocks = engineKit(engine).callers?.(spec);
  const count = Math.max(1, operators + (blocks ?? 0));
  return [{ ...at, kind: "securityGroupRule", instanceId, count, counted: blocks !== undefined, made }];
}

/** The VPN that the migration makes: what the cloud of its gateway confirms. */
export function vpnQueries(spec: Migration): object[] {
  const { vpn, path, target } = spec;
  const at = locationOf(target);
  if (path !== "vpn" || !vpn || !at) return [];
  const details = placeKit(target.place).vpnQuery?.(target, vpn);
  return details ? [{ ...at, ...details }] : [];
}

/**
 * Logins for the servers that this machine can reach before anything is created, and the servers that it cannot reach.
 */
export async function loginQueries(spec: Migration, passwords: CheckedArgs["passwords"]) {
  // Ownership does not matter here: what only the migration itself creates is not included.
  const ownership = { organization: "", project: "", stack: "" };
  const building = buildingOf(undefined as never, spec.name, { spec, phase: "prepare", passwords, ownership });
  const logins: object[] = [];
  const notLookedAt: string[] = [];
  for (const side of SIDES) {
    const given = spec[side];
    const kit = placeKit(given.place);
    const before = kit.before ? kit.before(siteOf(building, side)) : kit.known(siteOf(building, side));
    const at = given.connect ? readHostPort(given.connect) : before;
    const password = pulumi.secret(passwords[side]);
    if (!at) {
      const why = `reachable only through the public endpoint that this migration creates; to use another address, set ${side}.connect`;
      notLookedAt.push(`the login to the ${side}: ${why}`);
    } else if (await (password as unknown as { isKnown: Promise<boolean> }).isKnown) {
      logins.push({
        side,
        explicit: given.connect !== undefined,
        ...at,
        user: given.admin.user,
        password,
        ...securedOf(given),
      });
    } else notLookedAt.push(`the login to the ${side}: its password is not known yet`);
  }
  return { logins, notLookedAt };
}
