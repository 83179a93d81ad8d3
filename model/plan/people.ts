import { CLOUD_NAMES } from "../clouds";
import { ENGINE_FACTS } from "../engines";
import type { EngineFacts, StaysBehind } from "../engines/facts";
import { cloudOf, loginOf, type Migration, PLACES, serverByHand } from "../spec";
import type { PlaceFacts } from "../spec/places/place";
import { notReadYet } from "../spec/rules/readByHand";
import type { HostLogin } from "../spec/ssh";
import { code, listed, type Text, value } from "./text";

/** When a person has to do something. */
export const WHEN = ["before prepare", "after prepare", "before cutover", "after cutover", "after done"] as const;
export type When = (typeof WHEN)[number];

/** Something that dbferry cannot do, or must not. */
export interface Duty {
  when: When;
  what: Text;
}

/** What a person has to do, in this order. */
export function dutiesOf(migration: Migration): Duty[] {
  const all = [
    ...before(migration),
    ...device(migration),
    ...addresses(migration),
    ...byHand(migration),
    ...aroundCutover(migration),
  ];
  return WHEN.flatMap((when) => all.filter((duty) => duty.when === when));
}

function before(migration: Migration): Duty[] {
  const { source, target } = migration;
  const clouds = [...new Set([cloudOf(source), cloudOf(target)])].flatMap((cloud) =>
    cloud ? [CLOUD_NAMES[cloud]] : [],
  );
  return [
    duty("before prepare", `set the environment variables with the credentials of ${listed(clouds)}`),
    duty(
      "before prepare",
      `have an administrator on both servers, ${code(source.admin.user)} on the source and ${code(target.admin.user)} on the target, and store the passwords: ${code("pulumi config set --secret sourceAdminPassword")}, ${code("pulumi config set --secret targetAdminPassword")}`,
    ),
    duty(
      "before prepare",
      `make sure that the machine that runs dbferry can connect to both servers: from inside their networks, by ${code("source.connect")} and ${code("target.connect")}, or to the source by ${code("operator.addresses")}`,
    ),
    ...(["source", "target"] as const).flatMap((side) => {
      const { ca } = migration[side];
      return ca === undefined || ca.includes("-----BEGIN")
        ? []
        : [duty("before prepare", `put the CA of the ${side}'s certificate into ${code(ca)} in the project's folder`)];
    }),
    ...endpoint(migration),
    ...plain(migration),
  ];
}

/** What the source's owner opens for the public network, and closes again. */
function endpoint({ source, path }: Migration): Duty[] {
  const { publicAccess }: PlaceFacts = PLACES[source.place];
  if (path !== "public" || publicAccess === undefined) return [];
  return [
    duty("before prepare", `on the source: ${publicAccess}; dbferry uses it and never changes it`),
    duty("after done", "close the public access of the source again in its console, unless something else needs it"),
  ];
}

function plain({ task: { plainSource } }: Migration): Duty[] {
  if (!plainSource) return [];
  const { owner, expires } = plainSource;
  return [
    duty(
      "before prepare",
      `agree that the task's connection to the source is NOT ENCRYPTED: accepted by ${value(owner)} until ${value(expires)} (${code("task.plainSource")})`,
    ),
  ];
}

function byHand({ source, expires, path, operator }: Migration): Duty[] {
  const { byHand: where }: PlaceFacts = PLACES[source.place];
  const server = serverByHand(source);
  if (where === undefined || server === undefined) return [];
  const port = `TCP port ${source.port} of ${code(server)}`;
  const login = loginOf(source);
  if (login) return throughSsh(port, login, expires);
  const by = path === "vpn" ? " (they come through the VPN)" : "";
  const others = operator ? ` and of the machine that runs dbferry (${listed(operator.addresses.map(code))})` : "";
  return [
    duty(
      "after prepare",
      `open ${port} for the addresses of the task${by}${others}, ${where}. The update prints the commands for iptables, nftables and firewalld; ${code("migrate")} waits for it`,
    ),
    duty(
      "after done",
      `close ${port} again, by ${value(expires)} at the latest. The update prints the commands; dbferry cannot see whether it is closed`,
    ),
  ];
}

/** What dbferry opens itself, and what only a person can. */
function throughSsh(port: Text, { user, host, firewall }: HostLogin, expires: string): Duty[] {
  const login = code(`${user}@${host}`);
  return [
    duty(
      "before prepare",
      `let dbferry log in to the source's host as ${login} (${code("source.ssh")}), and store the private key: ${code("pulumi config set --secret sourceSshKey")}. It opens ${port} there by ${firewall} in ${code("prepare")}, and closes it in ${code("done")}`,
    ),
    duty(
      "after prepare",
      `open any other firewall in front of ${port}, if there is one, for the addresses of the task`,
    ),
    duty(
      "after done",
      `close what you have opened in front of ${port} again, by ${value(expires)} at the latest; dbferry cannot see whether it is closed`,
    ),
  ];
}

/** What the service shows to people alone. */
function addresses(migration: Migration): Duty[] {
  const open = notReadYet(migration);
  if (!open) return [];
  const { path, where } = open;
  return [
    duty(
      "after prepare",
      `read the address from which the task connects, ${where}. Write it into ${code(path)}, and run ${code("prepare")} again; until then, ${code("migrate")} is refused`,
    ),
  ];
}

function device({ vpn }: Migration): Duty[] {
  if (!vpn) return [];
  const at = code(vpn.deviceAddress);
  return [
    duty(
      "after prepare",
      `enter the settings and the keys of the tunnels on the device ${at}: ${code("pulumi stack output plainText")} (or strongSwan, ciscoIos, junos), ${code("pulumi stack output preSharedKeys --show-secrets")}`,
    ),
    duty(
      "after done",
      `remove the tunnels and their keys from the device ${at}; dbferry cannot see whether they are gone`,
    ),
  ];
}

function aroundCutover({ engine, cutover, mode }: Migration): Duty[] {
  const { moves }: EngineFacts = ENGINE_FACTS[engine];
  const [accounts, events] = [moves.accounts, moves.events].map(behind);
  const proof = cutover.exemptions.some(({ gate }) => gate === "G05");
  return [
    ...(accounts ? [duty("before cutover", `accounts of the application: ${accounts}`)] : []),
    mode === "full"
      ? duty(
          "after prepare",
          `stop the application's writes to the source before ${code("migrate")}, and keep them stopped: a full load does not copy what changes meanwhile`,
        )
      : duty("before cutover", "stop the application's writes to the source, and keep them stopped"),
    ...(proof
      ? []
      : [
          duty(
            "before cutover",
            `have the accounts of the application tried (gate G05): ${code("dbferry cutover --account mysql://USER@-")}, or write an exemption; without either, the gate is not proven`,
          ),
        ]),
    duty("after cutover", "point the application to the target"),
    ...(events ? [duty("after cutover", `events: ${events}`)] : []),
  ];
}

const behind = (moved: string | StaysBehind) => (typeof moved === "string" ? undefined : moved.behind);

function duty(when: When, what: Text): Duty {
  return { when, what };
}
