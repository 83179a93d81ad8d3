import { z } from "zod";
import { fixedOf } from "../../model/fixed";
import { hostCheckLine, hostClosingLine } from "../../model/hostOpening";
import { type ByHand, byHand, distinct } from "../../model/hostOpening/opening";
import type { Named } from "../../model/openings";
import { visible } from "../../model/printing/visible";
import type { Side } from "../../model/side";
import { type Migration, serverByHand } from "../../model/spec";
import { vpnName } from "../../model/spec/vpn";
import { deviceRemovalLine } from "../../model/vpn/removal";
import type { NotChecked } from "./scope";
import { allResources, isInComponent, nameOf, type Recorded, type RecordedResource, recordsIn } from "./state";

/** What identifies a server. */
const WHERE = ["instanceId", "host", "port", "region", "account"];

/**
 * Servers that the migration was carried out with, by its record, and that the configuration no longer names. Once it is
 * over, nothing else in the state names them; until then, an audit looks at them.
 *
 * @param named what the audit reads by its id
 */
export function ranElsewhere(recorded: Recorded, migration: Migration, named: readonly Named[] = []): NotChecked[] {
  const record = recordsIn(recorded).find(({ inputs }) => inputs?.["migration"] === migration.name);
  const ran = (record?.outputs?.["fixed"] ?? {}) as Readonly<Record<string, string>>;
  const now = fixedOf(migration);
  return (["source", "target"] satisfies Side[]).flatMap((side) => {
    const was = serverIn(ran, side);
    if (was === undefined || WHERE.every((key) => ran[`${side}.${key}`] === now[`${side}.${key}`])) return [];
    if (named.some((one) => isOn(one, ran, side))) return [];
    return [
      {
        where: `${side} ${was}`,
        reason:
          `the migration was carried out with it, and the configuration names ${serverIn(now, side) ?? "another one"}; ` +
          "needed: an audit with that one (put it back in the stack file)",
      },
    ];
  });
}

/** Migrations of the same state, in a program of your own: what they open has their names. */
export function besides(recorded: Recorded, migration: Migration): NotChecked[] {
  const names = recordsIn(recorded).flatMap(({ inputs }) => {
    const name = inputs?.["migration"];
    return typeof name === "string" && name !== migration.name ? [name] : [];
  });
  return [...new Set(names)].map((name) => ({
    where: `the migration ${visible(name)} in the same stack`,
    reason:
      `an audit is of one migration, here ${migration.name}, so that of this stack stays not proven; look at the other one's accounts, ` +
      "allowlist groups and public endpoints in the consoles; needed: a stack for each migration",
  }));
}

/**
 * The firewalls in front of sources that their owner runs, the present one and earlier ones, which no API reaches; with
 * the opening that the state records, if any.
 *
 * @param now the state of now alone, which says what dbferry has yet to remove
 */
export function openedByHand(recorded: Recorded, migration: Migration, now: Recorded = recorded): NotChecked[] {
  const kept = recordsIn(recorded).map(({ outputs }) => z.array(byHand).safeParse(outputs?.["byHand"] ?? []));
  const known = distinct(kept.flatMap(({ data = [] }) => data));
  const left = hostCommandsIn(now);
  const asked: NotChecked[] = known.map((one) => {
    const holding = left.filter((resource) => isAt(resource, one));
    return {
      ...unseen(
        `${visible(one.server)}:${one.port}`,
        `${whoOpens(one)} ${one.from} in until ${one.until}${one.ssh ? stillHeld(holding) : ""}; needed when the migration is over: ` +
          `close, if it was opened, ${hostClosingLine(one)}; to see whether it is closed: ${hostCheckLine(one)}`,
      ),
      ...(holding.length > 0 ? HELD : {}),
    };
  });
  const { source } = migration;
  asked.push(...left.filter((resource) => !known.some((one) => isAt(resource, one))).map(leftThroughSsh));
  const firewalled = serverByHand(source);
  const toClose = "needed: close whatever was opened there for this migration";
  if (firewalled !== undefined && !known.some(({ server }) => server === firewalled))
    return [
      ...asked,
      unseen(`${firewalled}:${source.port}`, `the state does not say what a person was asked to open; ${toClose}`),
    ];
  if (kept.every(({ success }) => success)) return asked;
  return [
    ...asked,
    unseen(
      "a source of your own",
      `the state says what a person was asked to open in a form that this version does not know; ${toClose}`,
    ),
  ];
}

const whoOpens = ({ ssh }: ByHand) =>
  ssh ? `dbferry, through SSH as ${visible(ssh.login)}, lets` : "a person was asked to let";

const HELD = { held: true } as const;

/** Whether it was removed, or could not be, is not to read the same. */
function stillHeld(holding: readonly RecordedResource[]): string {
  return holding.length > 0
    ? ` (the state still has ${holding.map((one) => nameOf(one)).join(" and ")}, which removes it: it is not removed yet)`
    : " (the state no longer has what removes it: dbferry has removed it, unless somebody has deleted that from the state)";
}

/** What dbferry has yet to remove from a host, also after a destroy, which deletes the record first. */
function hostCommandsIn(now: Recorded): RecordedResource[] {
  return allResources(now).filter(({ type, urn }) => type === HOST_COMMANDS && isInComponent(urn));
}

/** What else identifies it is a secret. */
function hostOf({ inputs }: RecordedResource): string | undefined {
  const [host, port] = Array.isArray(inputs?.["triggers"]) ? (inputs["triggers"] as unknown[]) : [];
  return typeof host === "string" && typeof port === "string" ? `${host}:${port}` : undefined;
}

function isAt(resource: RecordedResource, { ssh }: ByHand): boolean {
  const host = hostOf(resource);
  return host !== undefined && ssh?.login.endsWith(`@${host}`) === true;
}

/** No person was told of it: dbferry is to remove it. */
function leftThroughSsh(resource: RecordedResource): NotChecked {
  const host = hostOf(resource);
  return {
    where: `the firewall in front of ${host === undefined ? "a host that dbferry opens through SSH" : visible(host)}`,
    reason:
      `no API reaches it, so no audit looks at it, and the state still has ${nameOf(resource)}, which removes dbferry's rules there; needed when the migration is over: ` +
      "dbferry cancel or pulumi destroy again, once this machine reaches the host, or remove the rules with dbferry's mark (migrate-id) there by hand",
    ...HELD,
  };
}

/** Whether dbferry has nothing more to remove: what was not checked is all for a person. */
export function isAllByHand(notChecked: readonly NotChecked[]): boolean {
  return notChecked.every(({ byHand, held }) => byHand && !held);
}

const HOST_COMMANDS = "command:remote:Command";

/**
 * The devices on premises that end the tunnels of a VPN: that of the file, those of the state, and the one that the migration was carried out with, by its
 * record. What a person has configured there is there whatever the file says by now.
 */
export function deviceByHand(recorded: Recorded, migration: Migration): NotChecked[] {
  const { path, vpn } = migration;
  const own = { name: vpnName(migration), deviceAddress: path === "vpn" ? vpn?.deviceAddress : undefined };
  const ran = recordsIn(recorded).flatMap(({ inputs, outputs }) => {
    const fixed = (outputs?.["fixed"] ?? {}) as Readonly<Record<string, string>>;
    const name = typeof inputs?.["migration"] === "string" ? vpnName({ name: inputs["migration"] }) : own.name;
    return text(fixed["path"]) === "vpn" ? [{ name, deviceAddress: text(fixed["vpn.deviceAddress"]) }] : [];
  });
  const made = allResources(recorded).flatMap(({ urn, type, inputs = {} }) => {
    const keys = CUSTOMER_GATEWAYS[type];
    if (!keys || !isInComponent(urn)) return [];
    const { [keys.name]: name = own.name, [keys.address]: address } = inputs;
    return [{ name: String(name), deviceAddress: typeof address === "string" ? address : undefined }];
  });
  const found = [own, ...ran, ...made].flatMap(({ name, deviceAddress }) =>
    deviceAddress === undefined ? [] : [{ name, deviceAddress }],
  );
  return [...new Map(found.map((one) => [`${one.name} ${one.deviceAddress}`, one])).values()].map((one) => ({
    where: `the device ${visible(one.deviceAddress)} on premises`,
    reason: `no API reaches it, so no audit looks at it; needed when the migration is over: ${deviceRemovalLine(one)}`,
    byHand: true,
  }));
}

/** The vendors' entries for a device, and their properties with its name and its address. */
const CUSTOMER_GATEWAYS: Readonly<Record<string, { name: string; address: string }>> = {
  "alicloud:vpn/customerGateway:CustomerGateway": { name: "customerGatewayName", address: "ipAddress" },
  "huaweicloud:index/vpnCustomerGateway:VpnCustomerGateway": { name: "name", address: "idValue" },
  "tencentcloud:index/vpnCustomerGateway:VpnCustomerGateway": { name: "name", address: "publicIpAddress" },
};

function unseen(server: string, why: string): NotChecked {
  return {
    where: `the firewall in front of ${server}`,
    reason: `no API reaches it, so no audit looks at it, and ${why}`,
    byHand: true,
  };
}

function isOn({ at, id }: Named, ran: Readonly<Record<string, string>>, side: Side): boolean {
  const [instance, region] = [ran[`${side}.instanceId`], ran[`${side}.region`]].map(text);
  return at.region === region && id.split("/")[0] === instance;
}

/** `rm-1 in cn-hangzhou`; undefined: a version that recorded no server. */
function serverIn(fixed: Readonly<Record<string, string>>, side: Side): string | undefined {
  const [server, region] = [fixed[`${side}.instanceId`] ?? fixed[`${side}.host`], fixed[`${side}.region`]].map(text);
  if (server === undefined) return undefined;
  return region === undefined ? server : `${server} in ${region}`;
}

function text(json: string | undefined): string | undefined {
  return json === undefined ? undefined : String(JSON.parse(json));
}
