import { type Match, NEVER, notUnderstood } from "../rules";

/** TCP ports of services that firewalld ships; an empty list: the service has none. */
const SERVICES: Readonly<Record<string, readonly number[]>> = {
  cockpit: [9090],
  dhcp: [],
  dhcpv6: [],
  "dhcpv6-client": [],
  dns: [53],
  ftp: [21],
  galera: [3306, 4567, 4568, 4444],
  http: [80],
  https: [443],
  imap: [143],
  imaps: [993],
  ipsec: [],
  ldap: [389],
  ldaps: [636],
  mdns: [],
  mysql: [3306],
  nfs: [2049],
  ntp: [],
  postgresql: [5432],
  "rpc-bind": [111],
  "samba-client": [],
  smtp: [25],
  snmp: [161],
  ssh: [22],
};

export function serviceMatch(name: string): Match {
  if (!Object.hasOwn(SERVICES, name))
    return notUnderstood(`the ports of the service ${name} are not known here: firewall-cmd --info-service=${name}`);
  const ports = SERVICES[name]!;
  return ports.length === 0 ? NEVER : { on: "port", ports: ports.map((port) => [port, port] as const) };
}
