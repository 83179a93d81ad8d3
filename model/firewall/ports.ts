import { type Match, notUnderstood, type PortRange } from "./rules";

/** Port names in listings without -n: those of the services that are usual on servers (IANA registry). */
const SERVICES: Readonly<Record<string, number>> = {
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  http: 80,
  kerberos: 88,
  pop3: 110,
  sunrpc: 111,
  ntp: 123,
  imap: 143,
  imap2: 143,
  snmp: 161,
  ldap: 389,
  https: 443,
  "microsoft-ds": 445,
  submission: 587,
  ldaps: 636,
  rsync: 873,
  imaps: 993,
  pop3s: 995,
  "ms-sql-s": 1433,
  "ms-sql-m": 1434,
  nfs: 2049,
  mysql: 3306,
  "ms-wbt-server": 3389,
  postgresql: 5432,
  amqp: 5672,
  redis: 6379,
  "http-alt": 8080,
  mysqlx: 33060,
};

/** The port of a number or of a service's name. */
export function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Object.hasOwn(SERVICES, text) ? SERVICES[text] : undefined;
  return port !== undefined && port <= 65535 ? port : undefined;
}

/** A list of ports and ranges as a condition; ranges are written with this separator. */
export function portsMatch(on: "port" | "sourcePort", text: string, separator: ":" | "-" = ":"): Match {
  const ports = text.split(",").map((part) => rangeOf(part, separator));
  const unread = ports.indexOf(undefined);
  if (unread === -1) return { on, ports: ports as PortRange[] };
  return notUnderstood(`${text.split(",")[unread]} is no port that is known here; list the rules with -n`);
}

function rangeOf(text: string, separator: ":" | "-"): PortRange | undefined {
  const whole = portOf(text);
  if (whole !== undefined) return [whole, whole];
  // A service's name may contain a hyphen itself.
  const [low = "", high = "", rest] = text.split(separator);
  if (rest !== undefined || !text.includes(separator)) return undefined;
  const first = low === "" ? 0 : portOf(low);
  const last = high === "" ? 65535 : portOf(high);
  return first === undefined || last === undefined ? undefined : [first, last];
}
