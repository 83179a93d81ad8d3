import { closes, deviceFile, opens, tencentVpnField, VPN, vpnField } from "../../../test/e2e/vpnField";
import type { Ground, Wrong } from "../cell";
import { alibabaVpn } from "./vpnAlibaba";

const OTHER = "iptables -I INPUT 1 -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT";

type Made = Awaited<ReturnType<typeof vpnField>>;

/** What the stack file says of the VPN. */
const inFile = (name: string, change: (vpn: Record<string, unknown>) => void, says: RegExp): Wrong => ({
  name,
  in: "file",
  change: (migration) => change(migration["vpn"] as Record<string, unknown>),
  says,
});

const FILE: readonly Wrong[] = [
  inFile(
    "networks that overlap",
    (vpn) => {
      vpn["deviceSubnets"] = ["192.168.0.0/16", "10.1.0.0/24"];
    },
    /vpn\.cloudSubnets: 192\.168\.10\.0\/24, which overlaps 192\.168\.0\.0\/16 of deviceSubnets/,
  ),
  inFile(
    "a weak tunnel",
    (vpn) => {
      vpn["proposal"] = { dhGroup: "group2" };
    },
    /vpn\.proposal\.dhGroup: "group2"; needed: one of group14/,
  ),
  inFile(
    "a gateway in another region than the target",
    (vpn) => {
      vpn["availabilityZones"] = ["cn-south-1c"];
    },
    /vpn\.availabilityZones\.0: "cn-south-1c", a zone of cn-south-1; needed: a zone of cn-north-4/,
  ),
  inFile(
    "a tunnel that does not carry the network of the task",
    (vpn) => {
      vpn["cloudSubnets"] = ["192.168.77.0/24"];
    },
    /vpn\.cloudSubnets: 192\.168\.77\.0\/24; needed: 192\.168\.10\.0\/24, the subnet of the target/,
  ),
];

/** What is wrong in the clouds, on the device and on the host after `prepare`, each shown by the doctor or by an update. */
function inTheWorld({ field, sandbox, device, server }: Made): Wrong[] {
  const { gateways } = sandbox.world.huaweicloud.vpns;
  const network = (subnets: string[]) => {
    for (const { id } of gateways.list()) gateways.update(id, { localSubnets: subnets });
  };
  return [
    {
      name: "the tunnel is down, because nobody has configured the device",
      in: "world",
      make: () => {},
      shownBy: (of) => of.dbferry("doctor"),
      says: /the tunnel is DOWN .*fix: bring the tunnel up on the device 192\.0\.2\.1/,
    },
    {
      name: "the device offers a weak proposal",
      in: "world",
      make: async () => device.load(VPN, (await deviceFile(field)).replaceAll("modp2048", "modp1024")),
      shownBy: (of) => of.dbferry("doctor"),
      mend: () => device.unload(VPN),
      says: /the tunnel is DOWN .*exactly the proposal/,
    },
    {
      name: "the route of the task is missing on the side of the cloud",
      in: "world",
      make: async () => {
        device.load(VPN, await deviceFile(field));
        network(["192.168.99.0/24"]);
      },
      shownBy: (of) => of.dbferry("doctor"),
      mend: () => network(["192.168.10.0/24"]),
      says: /route missing: the local subnets of the gateway/,
    },
    {
      name: "the firewall of the host lets in another address",
      in: "world",
      make: () => server.firewall.run(OTHER),
      shownBy: (of) => of.up("migrate"),
      mend: () => {
        server.firewall.run(OTHER.replace("-I INPUT 1", "-D INPUT"));
        device.unload(VPN);
      },
      says: /no answer to the caller 192\.168\.10\.\d+/,
    },
  ];
}

type ToTencent = Awaited<ReturnType<typeof tencentVpnField>>;

const TENCENT_FILE: readonly Wrong[] = [
  inFile(
    "networks that overlap",
    (vpn) => {
      vpn["deviceSubnets"] = ["10.0.0.0/8"];
    },
    /vpn\.cloudSubnets: 10\.\d+\.\d+\.0\/24, which overlaps 10\.0\.0\.0\/8 of deviceSubnets/,
  ),
  inFile(
    "a weak tunnel",
    (vpn) => {
      vpn["proposal"] = { dhGroup: "group2" };
    },
    /vpn\.proposal\.dhGroup: "group2"; needed: one of group14/,
  ),
  inFile(
    "a route table that is not there",
    (vpn) => {
      vpn["routeTableId"] = "rtb-00000000";
    },
    /vpn\.routeTableId: rtb-00000000, which is not in ap-guangzhou/,
  ),
  inFile(
    "a tunnel that does not carry the network of the task",
    (vpn) => {
      vpn["cloudSubnets"] = ["192.168.77.0/24"];
    },
    /vpn\.cloudSubnets: 192\.168\.77\.0\/24; needed: \S+, the subnet of the target/,
  ),
];

/** `prepare` once more, with the address of the task that a person has read. @returns what it prints */
async function asRead({ field, reads }: Pick<ToTencent, "field" | "reads">): Promise<string> {
  reads();
  const { code, text } = await field.up("prepare");
  if (code !== 0) throw new Error(text);
  return text;
}

/** Likewise, to Tencent Cloud: nobody knows the address of the task before somebody has read it. */
function inTencentsWorld({ field, sandbox, device, server, reads }: ToTencent): Wrong[] {
  const { routeTables } = sandbox.world.tencentcloud;
  const table = () => routeTables.of(sandbox.target.vpcId);
  const enabled = (on: boolean) => {
    for (const route of table().routes) route.enabled = on;
  };
  return [
    {
      name: "nobody has read the address of the task",
      in: "world",
      make: () => {},
      shownBy: (of) => of.up("migrate"),
      says: /tencentDts\.addresses: nothing; needed: the address from which the task connects/,
    },
    {
      name: "the tunnel is down, because nobody has configured the device",
      in: "world",
      make: async () => void (await asRead({ field, reads })),
      shownBy: (of) => of.dbferry("doctor"),
      says: /its tunnel is not shown as up .*on the device 192\.0\.2\.1/,
    },
    {
      name: "the route to the device is switched off",
      in: "world",
      make: async () => {
        device.load(VPN, await deviceFile(field));
        enabled(false);
      },
      shownBy: (of) => of.dbferry("doctor"),
      mend: () => enabled(true),
      says: /route missing: no route table of \S+ leads to 10\.1\.0\.7 through the gateway/,
    },
    {
      name: "the firewall of the host lets in another address",
      in: "world",
      make: () => server.firewall.run(OTHER),
      shownBy: (of) => of.up("migrate"),
      mend: () => {
        server.firewall.run(OTHER.replace("-I INPUT 1", "-D INPUT"));
        device.unload(VPN);
      },
      says: /ConnectDBCheck: failed/,
    },
  ];
}

/** Migrations from a server on premises over a VPN, whose device and firewall a person configures. */
export const OVER_VPN: Readonly<Record<string, () => Promise<Ground>>> = {
  "on-premises alibaba-dts vpn": alibabaVpn,
  "on-premises drs vpn": async () => {
    const made = await vpnField();
    return {
      field: made.field,
      person: { opens: (printed) => opens(made, printed), closes: (printed) => closes(made, printed) },
      wrong: [...FILE, ...inTheWorld(made)],
    };
  },
  "on-premises tencent-dts vpn": async () => {
    const made = await tencentVpnField();
    return {
      field: made.field,
      // What to open is printed once the address is written.
      person: { opens: async () => opens(made, await asRead(made)), closes: (printed) => closes(made, printed) },
      wrong: [...TENCENT_FILE, ...inTencentsWorld(made)],
    };
  },
};
