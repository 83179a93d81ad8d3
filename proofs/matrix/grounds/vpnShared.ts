import { closes, deviceFile, opens, VPN, type vpnField } from "../../../test/e2e/vpnField";
import type { Ground, Wrong } from "../cell";

/** What every migration over a VPN has, whichever cloud its gateway is in. */
type Made = Pick<Awaited<ReturnType<typeof vpnField>>, "field" | "device" | "server">;

const OTHER = "iptables -I INPUT 1 -s 203.0.113.250 -p tcp --dport 3306 -j ACCEPT";

/** What the stack file says of the VPN. */
export const inFile = (name: string, vpn: Record<string, unknown>, says: RegExp): Wrong => ({
  ...{ name, in: "file", says },
  change: (migration) => {
    migration["vpn"] = { ...(migration["vpn"] as object), ...vpn };
  },
});

export const WEAK_TUNNEL = inFile(
  "a weak tunnel",
  { proposal: { dhGroup: "group2" } },
  /vpn\.proposal\.dhGroup: "group2"; needed: one of group14/,
);

export function weakDevice({ field, device }: Made, says: RegExp): Wrong {
  return {
    name: "the device offers a weak proposal",
    in: "world",
    make: async () => device.load(VPN, (await deviceFile(field)).replaceAll("modp2048", "modp1024")),
    shownBy: (of) => of.dbferry("doctor"),
    mend: () => device.unload(VPN),
    says,
  };
}

export function otherCaller({ device, server }: Made, says: RegExp): Wrong {
  return {
    name: "the firewall of the host lets in another address",
    in: "world",
    make: () => server.firewall.run(OTHER),
    shownBy: (of) => of.up("migrate"),
    mend: () => {
      server.firewall.run(OTHER.replace("-I INPUT 1", "-D INPUT"));
      device.unload(VPN);
    },
    says,
  };
}

/** Whoever opens and closes the firewall and configures the device. */
export function personOf(made: Parameters<typeof opens>[0]): NonNullable<Ground["person"]> {
  return { opens: (printed) => opens(made, printed), closes: (printed) => closes(made, printed) };
}
