import { CLOUD_NAMES, CLOUDS, type Cloud } from "../../model/clouds";
import { distinctLocations, type Location } from "../../model/clouds/location";
import type { GivenName, Named } from "../../model/openings";
import { databaseInstanceOf, locationOf, type Migration } from "../../model/spec";
import { hasDriver } from "../../provider/registry/engines";
import {
  allResources,
  isInComponent,
  nameOf,
  providerOf,
  type Recorded,
  type RecordedResource,
  sections,
} from "./state";

/** A location the audit could not check, and why. */
export interface NotChecked {
  where: string;
  reason: string;
  /** Only a person can check and close it: no audit can prove it closed. */
  byHand?: true;
  /** The state still has what removes it, which dbferry has yet to do. */
  held?: true;
}

/** Every location that appears in a stack's configuration or state. */
export interface Scope {
  locations: Location[];
  /** What the configuration and the state name in these locations. */
  named: Named[];
  /** What it names parts of VPNs, with or without an id. */
  names: GivenName[];
  notLookedAt: NotChecked[];
}

/**
 * The state counts as much as the configuration: after a change of region, only the state still names what was opened
 * before. It decides where to look, not what exists.
 */
export function scopeOf(migration: Migration | undefined, recorded: Recorded): Scope {
  const found = allResources(recorded).map((resource) => touchedBy(resource, recorded));
  const engines = new Set([...(migration ? [migration.engine] : []), ...found.flatMap(({ engine }) => engine ?? [])]);
  return {
    locations: distinctLocations([
      ...(migration ? [migration.source, migration.target] : []).flatMap((side) => locationOf(side) ?? []),
      ...found.flatMap(({ locations }) => locations),
    ]),
    named: [
      ...(migration ? [migration.source, migration.target] : []).flatMap(serverIn),
      ...(migration ? givenIn(migration) : []),
      ...found.flatMap(({ named }) => named),
    ],
    names: found.flatMap(({ names }) => names),
    notLookedAt: [
      ...[...engines].filter((engine) => !hasDriver(engine)).map(withoutDriver),
      ...found.flatMap(({ notLookedAt }) => notLookedAt),
    ],
  };
}

/** The instance, and the security group, of a side. */
function serverIn(side: Migration["source"] | Migration["target"]): Named[] {
  const [at, id] = [locationOf(side), databaseInstanceOf(side)];
  if (!at) return [];
  const group = "securityGroupId" in side ? text(side.securityGroupId) : undefined;
  return [
    ...(id ? [{ at, kind: "instance" as const, id }] : []),
    ...(group ? [{ at, kind: "securityGroup" as const, id: group }] : []),
  ];
}

/** A peering that the migration uses, and has not created. */
function givenIn(migration: Migration): Named[] {
  const at = locationOf(migration.target);
  const id = migration.path === "peering" ? migration.peering?.id : undefined;
  return at && id ? [{ at, kind: "peering", id }] : [];
}

function withoutDriver(engine: string): NotChecked {
  return { where: `tasks of ${engine}`, reason: "dbferry has no driver for this engine; check its cloud's console" };
}

interface Touched extends Scope {
  engine?: string;
}

function touchedBy(resource: RecordedResource, recorded: Recorded): Touched {
  const [kind = "", , type = ""] = resource.type.split(":");
  if (kind === "pulumi") return { locations: ofProvider(resource), named: [], names: [], notLookedAt: [] };
  if (kind === "dbferry") return ofOurs(resource, type, recorded);
  if (!isCloud(kind)) return { locations: [], named: [], names: [], notLookedAt: [] };
  const provider = providerOf(resource, recorded);
  const region = text(resource.outputs?.["region"]) ?? text(provider?.inputs?.["region"]);
  return located(kind, region, text(provider?.inputs?.["profile"]), resource);
}

/** A vendor's provider works in one region; the dbferry provider has one section per cloud. */
function ofProvider({ type, inputs = {} }: RecordedResource): Location[] {
  const cloud = type.slice(type.lastIndexOf(":") + 1);
  if (cloud === "dbferry") return sections(inputs).flatMap(([name, section]) => whole(name, section));
  return whole(cloud, { region: inputs["region"], account: inputs["profile"] });
}

/** The servers at both ends of a task or its run, or the instance of an allowlist entry. */
function ofOurs(resource: RecordedResource, type: string, recorded: Recorded): Touched {
  const { inputs = {} } = resource;
  // Allowlist entries recorded before the cloud was stored are Alibaba's.
  const self = type === "AllowlistEntry" ? [{ cloud: "alicloud", ...inputs }] : [];
  const ends = [...self, inputs["source"], inputs["target"]] as ({ cloud?: unknown } | undefined)[];
  const provider = providerOf(resource, recorded);
  const configured = Object.fromEntries(sections(provider?.inputs ?? {}));
  const found = ends.flatMap((end): Scope[] => {
    const { cloud, region, account } = (end ?? {}) as Record<string, unknown>;
    if (typeof cloud !== "string" || !isCloud(cloud)) return [];
    return [located(cloud, text(region) ?? text(configured[cloud]?.["region"]), text(account), resource)];
  });
  return {
    locations: found.flatMap(({ locations }) => locations),
    named: found.flatMap(({ named }) => named),
    names: [],
    notLookedAt: found.flatMap(({ notLookedAt }) => notLookedAt),
    engine: text(inputs["engine"]),
  };
}

/** The vendors' resources that are openings themselves. */
const OPENINGS: Readonly<Record<string, Named["kind"]>> = {
  "alicloud:vpn/gateway:Gateway": "vpnGateway",
  "alicloud:vpn/customerGateway:CustomerGateway": "customerGateway",
  "alicloud:vpn/connection:Connection": "vpnConnection",
  "huaweicloud:index/vpcEip:VpcEip": "eip",
  "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule": "securityGroupRule",
  "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection": "peering",
  "huaweicloud:index/vpcRoute:VpcRoute": "route",
  "huaweicloud:index/vpnGateway:VpnGateway": "vpnGateway",
  "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway": "customerGateway",
  "huaweicloud:index/vpnConnection:VpnConnection": "vpnConnection",
  "tencentcloud:index/vpnGateway:VpnGateway": "vpnGateway",
  "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway": "customerGateway",
  "tencentcloud:index/vpnConnection:VpnConnection": "vpnConnection",
  "tencentcloud:index/routeTableEntry:RouteTableEntry": "route",
};

/** The instance or opening that a resource is, or is on. */
function namedBy({ urn, type, id, inputs = {}, outputs = {} }: RecordedResource, at: Location): Named[] {
  const kind = OPENINGS[type];
  // A program of your own may have rules and addresses that have nothing to do with a migration.
  const ours = isInComponent(urn) ? { isOurs: true as const } : {};
  const hop = ["nexthop", "nextHub"].flatMap((name) => text(outputs[name]) ?? text(inputs[name]) ?? []);
  const through = kind === "route" ? hop[0] : undefined;
  if (kind && id) return [{ at, kind, id, ...ours, ...(through ? { through } : {}) }, ...groupOf(inputs, at)];
  const instance = text(inputs["instanceId"]);
  if (!instance) return [];
  if (type === "alicloud:rds/connection:Connection") {
    const server: Named = { at, kind: "instance", id: instance };
    // Its provider identifies it as `<instance>:<first label>`.
    return id ? [server, { at, kind: "publicEndpoint", id: id.replace(":", "/"), ...ours }] : [server];
  }
  const group = text(inputs["group"]);
  if (type !== "dbferry:index:AllowlistEntry" || !group) return [];
  const entries = Array.isArray(inputs["cidrs"]) ? inputs["cidrs"].map(String) : [];
  // Rules are found in their security group, not by the machine.
  const { id: behind, port } = (inputs["securityGroup"] ?? {}) as { id?: unknown; port?: unknown };
  const guarded = typeof port === "number" ? { port } : {};
  const ids = Array.isArray(outputs["rules"]) ? { ids: outputs["rules"].map(String) } : {};
  return [{ at, kind: "allowlistGroup", id: `${text(behind) ?? instance}/${group}`, entries, ...ids, ...guarded }];
}

/** Its name, if it is a part of a VPN that a component makes. */
function nameGiven({ urn, type, inputs = {} }: RecordedResource): string | undefined {
  const kind = OPENINGS[type];
  if (!isInComponent(urn) || (kind !== "vpnGateway" && kind !== "customerGateway" && kind !== "vpnConnection"))
    return undefined;
  return text(inputs["name"]) ?? text(inputs[`${kind}Name`]);
}

/** The security group that a rule is in. */
function groupOf({ securityGroupId }: Readonly<Record<string, unknown>>, at: Location): Named[] {
  const id = text(securityGroupId);
  return id ? [{ at, kind: "securityGroup", id }] : [];
}

function located(cloud: Cloud, region: string | undefined, account: string | undefined, of: RecordedResource): Scope {
  if (region !== undefined) {
    const locations = whole(cloud, { region, account });
    const name = nameGiven(of);
    return {
      ...{ locations, named: locations.flatMap((at) => namedBy(of, at)), notLookedAt: [] },
      names: name === undefined ? [] : locations.map((at) => ({ at, name })),
    };
  }
  const where = `${CLOUD_NAMES[cloud]}, where ${nameOf(of)} is (${of.type})`;
  return {
    locations: [],
    named: [],
    names: [],
    notLookedAt: [{ where, reason: "the state names no region, neither for it nor for its provider" }],
  };
}

function whole(cloud: string, { region, account }: Record<string, unknown>): Location[] {
  const [where, whose] = [text(region), text(account)];
  return isCloud(cloud) && where ? [{ cloud, region: where, ...(whose ? { account: whose } : {}) }] : [];
}

function isCloud(name: string): name is Cloud {
  return (CLOUDS as readonly string[]).includes(name);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
