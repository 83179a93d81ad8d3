import { deviceFile, opens, tencentVpnField, VPN } from "../../../test/e2e/vpnField";
import type { Ground, Wrong } from "../cell";
import { inFile, otherCaller, personOf, WEAK_TUNNEL } from "./vpnShared";

type Made = Awaited<ReturnType<typeof tencentVpnField>>;

const FILE: readonly Wrong[] = [
  inFile(
    "networks that overlap",
    { deviceSubnets: ["10.0.0.0/8"] },
    /vpn\.cloudSubnets: 10\.\d+\.\d+\.0\/24, which overlaps 10\.0\.0\.0\/8 of deviceSubnets/,
  ),
  WEAK_TUNNEL,
  inFile(
    "a route table that is not there",
    { routeTableId: "rtb-00000000" },
    /vpn\.routeTableId: rtb-00000000, which is not in ap-guangzhou/,
  ),
  inFile(
    "a tunnel that does not carry the network of the task",
    { cloudSubnets: ["192.168.77.0/24"] },
    /vpn\.cloudSubnets: 192\.168\.77\.0\/24; needed: \S+, the subnet of the target/,
  ),
];

/** `prepare` once more, with the address of the task that a person has read. @returns what it prints */
async function asRead({ field, reads }: Pick<Made, "field" | "reads">): Promise<string> {
  reads();
  const { code, text } = await field.up("prepare");
  if (code !== 0) throw new Error(text);
  return text;
}

/** What is wrong in the cloud, on the device and on the host. Nobody knows the address of the task before somebody has read it. */
function inTheWorld(made: Made): Wrong[] {
  const { sandbox, device, field } = made;
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
      make: async () => void (await asRead(made)),
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
    otherCaller(made, /ConnectDBCheck: failed/),
  ];
}

/** From a server on premises to TencentDB through a VPN, whose device and firewall a person configures. */
export async function tencentVpn(): Promise<Ground> {
  const made = await tencentVpnField();
  return {
    field: made.field,
    // What to open is printed once the address is written.
    person: { ...personOf(made), opens: async () => opens(made, await asRead(made)) },
    wrong: [...FILE, ...inTheWorld(made)],
  };
}
