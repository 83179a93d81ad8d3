import { deviceFile, VPN, vpnField } from "../../../test/e2e/vpnField";
import type { Ground, Wrong } from "../cell";
import { alibabaVpn } from "./vpnAlibaba";
import { inFile, otherCaller, personOf, WEAK_TUNNEL, weakDevice } from "./vpnShared";
import { tencentVpn } from "./vpnTencent";

type Made = Awaited<ReturnType<typeof vpnField>>;

const FILE: readonly Wrong[] = [
  inFile(
    "networks that overlap",
    { deviceSubnets: ["192.168.0.0/16", "10.1.0.0/24"] },
    /vpn\.cloudSubnets: 192\.168\.10\.0\/24, which overlaps 192\.168\.0\.0\/16 of deviceSubnets/,
  ),
  WEAK_TUNNEL,
  inFile(
    "a gateway in another region than the target",
    { availabilityZones: ["cn-south-1c"] },
    /vpn\.availabilityZones\.0: "cn-south-1c", a zone of cn-south-1; needed: a zone of cn-north-4/,
  ),
  inFile(
    "a tunnel that does not carry the network of the task",
    { cloudSubnets: ["192.168.77.0/24"] },
    /vpn\.cloudSubnets: 192\.168\.77\.0\/24; needed: 192\.168\.10\.0\/24, the subnet of the target/,
  ),
];

/** What is wrong in the clouds, on the device and on the host after `prepare`, each shown by the doctor or by an update. */
function inTheWorld(made: Made): Wrong[] {
  const { field, sandbox, device } = made;
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
    weakDevice(made, /the tunnel is DOWN .*exactly the proposal/),
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
    otherCaller(made, /no answer to the caller 192\.168\.10\.\d+/),
  ];
}

/** Migrations from a server on premises over a VPN, whose device and firewall a person configures. */
export const OVER_VPN: Readonly<Record<string, () => Promise<Ground>>> = {
  "on-premises alibaba-dts vpn": alibabaVpn,
  "on-premises drs vpn": async () => {
    const made = await vpnField();
    return {
      field: made.field,
      person: personOf(made),
      wrong: [...FILE, ...inTheWorld(made)],
    };
  },
  "on-premises tencent-dts vpn": tencentVpn,
};
