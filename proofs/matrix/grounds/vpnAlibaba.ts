import { alibabaVpnField, VPC } from "../../../test/e2e/alibabaVpnField";
import { deviceFile, VPN } from "../../../test/e2e/vpnField";
import type { Ground, Wrong } from "../cell";
import { inFile, otherCaller, personOf, WEAK_TUNNEL, weakDevice } from "./vpnShared";

type Made = Awaited<ReturnType<typeof alibabaVpnField>>;

const FILE: readonly Wrong[] = [
  inFile(
    "networks that overlap",
    { deviceSubnets: ["100.104.52.0/24", "10.1.0.0/24"] },
    /vpn\.cloudSubnets: 100\.104\.0\.0\/16, which overlaps 100\.104\.52\.0\/24 of deviceSubnets/,
  ),
  WEAK_TUNNEL,
  inFile(
    "a VPC whose vSwitches are in another region than the target",
    { subnetId: "vsw-of-shanghai" },
    /vpn\.subnetId: vsw-of-shanghai, which is not in cn-hangzhou; needed: a vSwitch of vpc-bp1company in cn-hangzhou/,
  ),
  inFile(
    "a tunnel that carries no block of the service",
    { cloudSubnets: ["192.168.10.0/24"] },
    /vpn\.cloudSubnets: 192\.168\.10\.0\/24; needed: the blocks of 100\.104\.0\.0\/16 that Alibaba DTS connects from/,
  ),
  inFile(
    "a tunnel that carries only one of the blocks that the service lists",
    { cloudSubnets: ["100.104.52.0/24"] },
    /vpn\.cloudSubnets: 100\.104\.52\.0\/24; needed: 100\.104\.53\.0\/24, from where/,
  ),
];

/** What is wrong in the cloud, on the device and on the host after `prepare`, each shown by the doctor or by an update. */
function inTheWorld(made: Made): Wrong[] {
  const { field, sandbox, device } = made;
  const { routes } = sandbox.world.alicloud.vpns;
  const publish = (published: boolean) => {
    for (const { id } of routes.list()) routes.update(id, { published });
  };
  return [
    {
      name: "the tunnels are down, because nobody has configured the device",
      in: "world",
      make: () => {},
      shownBy: (of) => of.dbferry("doctor"),
      says: /the tunnels are down .*fix: bring the tunnels up on the device 192\.0\.2\.1/,
    },
    weakDevice(made, /the tunnels are down .*exactly the proposal/),
    {
      name: "the route to the server is missing in the VPC",
      in: "world",
      make: async () => {
        device.load(VPN, await deviceFile(field));
        publish(false);
      },
      shownBy: (of) => of.dbferry("doctor"),
      mend: () => publish(true),
      says: /route missing: the gateway vpn-\w+ has no published route to 10\.1\.0\.7/,
    },
    otherCaller(made, /CHECK_CONN_SRC: failed/),
  ];
}

/** From a server on premises to Alibaba RDS through a VPN, whose device and firewall a person configures. */
export async function alibabaVpn(): Promise<Ground> {
  const made = await alibabaVpnField();
  const elsewhere = { region: "cn-shanghai", zone: "cn-shanghai-b", cidr: "172.16.9.0/24" };
  made.sandbox.world.alicloud.vpns.vswitches.put({ id: "vsw-of-shanghai", vpcId: VPC, ...elsewhere });
  return {
    field: made.field,
    person: personOf(made),
    wrong: [...FILE, ...inTheWorld(made)],
  };
}
