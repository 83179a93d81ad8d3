import { CLOUD_NAMES } from "../clouds";
import { ENGINE_FACTS } from "../engines";
import type { EngineFacts } from "../engines/facts";
import { taskName } from "../names";
import type { Path } from "../paths";
import { selectedOf } from "../selection";
import { locationOf, loginOf, type Migration, PLACES, sourceLeg } from "../spec";
import { connectionOf } from "../spec/connection";
import type { PlaceFacts } from "../spec/places/place";
import { cloudVpn } from "../spec/vpnClouds";
import { callersOf } from "./callers";
import { kindOf } from "./kinds";
import type { Lasting } from "./registered";
import { capital, listed, plain } from "./text";

/**
 * Whose a part of the picture is: the user's own, which is only used; made by the migration, and removed at its end; a
 * person's, because no API reaches it; or nobody's.
 */
export type Whose = "yours" | "made" | "person" | "between";

/** One part of the path that the data takes. Texts are plain. */
export interface Box {
  title: string;
  lines: readonly string[];
  whose: Whose;
}

/** Parts in one network, from the source to the target. */
export interface Zone {
  title: string;
  boxes: readonly Box[];
}

export interface Picture {
  title: string;
  /** The same in words, for somebody who does not see it. */
  description: string;
  zones: readonly Zone[];
}

/** The words for whose a part is. */
export const WHOSE: Readonly<Record<Whose, string>> = {
  yours: "yours: used as it is",
  made: "made by dbferry, removed at the end",
  person: "done by a person, and undone at the end",
  between: "",
};

export function pictureOf(migration: Migration, made: readonly Lasting[]): Picture {
  const there = made.filter(({ from }) => from === "prepare");
  const zones = [sourceZone(migration, there), ...between(migration, there), targetZone(migration, there)];
  const title = `Data path of ${migration.name}`;
  return { title, description: described(zones), zones };
}

function sourceZone(migration: Migration, made: readonly Lasting[]): Zone {
  const { source, path } = migration;
  const facts: PlaceFacts = PLACES[source.place];
  const { databases } = selectedOf(source);
  const own: Box = {
    title: `Source: ${facts.title}`,
    lines: [
      ...serverLines(source),
      databases === "all"
        ? "all databases"
        : `${databases.length === 1 ? "database" : "databases"} ${listed(databases)}`,
      ...endpointLine(source, path),
    ],
    whose: "yours",
  };
  return { title: whereIs(source), boxes: [own, ...openings(made, "source"), ...byHand(facts, migration)] };
}

function targetZone(migration: Migration, made: readonly Lasting[]): Zone {
  const { target, engine, name, path } = migration;
  const { title }: EngineFacts = ENGINE_FACTS[engine];
  const eip = made.find(({ role }) => role === "eip");
  const task: Box = {
    title: `${title}: task ${taskName(name)}`,
    lines: [
      `connects from ${plain(callersOf(migration).from)}`,
      ...(eip ? ["with an EIP of the migration"] : []),
      ...(path === "public" ? [] : [secured(migration)]),
    ],
    whose: "made",
  };
  const own: Box = { title: `Target: ${PLACES[target.place].title}`, lines: serverLines(target), whose: "yours" };
  return { title: whereIs(target), boxes: [task, ...openings(made, "target"), own] };
}

/** What lets the task in to one of the servers. */
function openings(made: readonly Lasting[], side: "source" | "target"): Box[] {
  const ours = made.filter(({ role }) =>
    side === "target"
      ? ["target-access", "target-allowlist"].includes(role)
      : ["endpoint", "allowlist", "source-access", "account"].includes(role),
  );
  if (ours.length === 0) return [];
  const lines = ours.map(({ type }) => {
    const kind = kindOf(type);
    return kind ? `${kind.title}: ${kind.what}` : type;
  });
  return [{ title: `What lets the task in to the ${side}`, lines, whose: "made" }];
}

function byHand({ byHand: where }: PlaceFacts, { source, operator }: Migration): Box[] {
  if (where === undefined) return [];
  const others = operator ? ` and of the machine that runs dbferry (${listed(operator.addresses)})` : "";
  const login = loginOf(source);
  if (login)
    return [
      {
        title: `Firewall of the host: TCP port ${source.port}`,
        lines: [
          `let in the addresses of the task${others} by ${login.firewall}, through SSH as ${login.user}@${login.host}`,
          "any other firewall in front of the host is a person's to open and to close",
        ],
        whose: "made",
      },
    ];
  return [
    {
      title: `Firewall: TCP port ${source.port}`,
      lines: [
        `let in the addresses of the task${others} ${where}`,
        "prepare prints the commands that open it, and done those that close it",
      ],
      whose: "person",
    },
  ];
}

/** The way between both networks. */
function between(migration: Migration, made: readonly Lasting[]): Zone[] {
  const between = BETWEEN[migration.path];
  return between ? [between(migration, made)] : [];
}

const BETWEEN: Readonly<Partial<Record<Path, (migration: Migration, made: readonly Lasting[]) => Zone>>> = {
  public: (migration) => ({
    title: "The public network",
    boxes: [{ title: "Internet", lines: [secured(migration)], whose: "between" }],
  }),
  peering,
  vpn: tunnel,
};

function secured(migration: Migration): string {
  const leg = sourceLeg(migration);
  if (leg.tls) return "TLS; the task verifies the certificate of the source";
  if (!leg.plain) return "connects to the source without TLS";
  return `NOT ENCRYPTED, accepted by ${leg.plain.owner} until ${leg.plain.expires}: ${leg.plain.reason}`;
}

function peering(migration: Migration, made: readonly Lasting[]): Zone {
  const connection = connectionOf(migration);
  const routes = made.filter(({ type }) => kindOf(type)?.counted === "route").length;
  const given = connection?.id;
  return {
    title: "Between the two VPCs",
    boxes: [
      {
        title: given ? `VPC peering ${given}` : "VPC peering",
        lines: connection
          ? [
              `${connection.sourceNetwork} and ${connection.targetNetwork}`,
              ...(given ? [] : [`${routes} routes, one on each side`]),
            ]
          : [],
        whose: given ? "yours" : "made",
      },
      ...(given
        ? [{ title: `${routes} routes`, lines: ["one on each side of the peering"], whose: "made" as const }]
        : []),
    ],
  };
}

function tunnel({ vpn, target }: Migration, made: readonly Lasting[]): Zone {
  const tunnels = made.filter(({ type }) => kindOf(type)?.counted === "tunnel").length;
  const given = vpn?.gateway;
  return {
    title: "Site-to-site VPN",
    boxes: [
      {
        title: `Device ${vpn?.deviceAddress ?? ""}`,
        lines: [
          `behind it: ${listed(vpn?.deviceSubnets ?? [])}`,
          "an administrator enters the settings that prepare prints",
        ],
        whose: "person",
      },
      {
        title: "Tunnels",
        lines: [
          `${tunnels === 1 ? "one tunnel with a key" : `${tunnels} tunnels, each with a key of its own`}: IKEv2, ${vpn?.proposal.encryption}, ${vpn?.proposal.integrity}, ${vpn?.proposal.dhGroup} with PFS`,
          `they carry ${listed(vpn?.cloudSubnets ?? [])}`,
        ],
        whose: "made",
      },
      given
        ? { title: `VPN gateway ${given.id}`, lines: [], whose: "yours" }
        : { title: "VPN gateway", lines: [endsOf(target)], whose: "made" },
    ],
  };
}

/** As many as an existing one would have to be written with. */
const endsOf = (target: Migration["target"]) =>
  cloudVpn(locationOf(target)?.cloud)?.gateway.length === 1
    ? "one public address"
    : "two public addresses, one active and one standby";

function whereIs(side: Migration["source" | "target"]): string {
  const at = locationOf(side);
  if (!at) return "On premises";
  const vpc = "vpcId" in side ? `, VPC ${side.vpcId}` : "";
  return `${CLOUD_NAMES[at.cloud]}, ${at.region}${at.account ? `, account ${at.account}` : ""}${vpc}`;
}

function serverLines(side: Migration["source" | "target"]): string[] {
  if ("host" in side) return [`${side.host}, port ${side.port}`];
  const address = "privateIp" in side ? [`${side.privateIp}, port ${side.port}`] : [];
  return [side.instanceId, ...address];
}

function endpointLine(source: Migration["source"], path: string): string[] {
  if (path !== "public" || !("endpoint" in source) || !source.endpoint) return [];
  return [`public endpoint ${source.endpoint.host}, port ${source.endpoint.port}, which is there already`];
}

function described(zones: readonly Zone[]): string {
  const parts = zones.flatMap(({ title, boxes }) =>
    boxes.map(({ title: box, lines, whose }) => {
      const state = WHOSE[whose] === "" ? "" : ` (${WHOSE[whose]})`;
      return `${title}: ${[box, ...lines].join("; ")}${state}.`;
    }),
  );
  return capital(`from the source to the target: ${parts.join(" ")}`);
}
