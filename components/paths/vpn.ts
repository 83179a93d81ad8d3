import type { PathKit, Site } from "../kits/contracts";
import { placeKit } from "../kits/places";

/**
 * A site-to-site VPN: the task reaches both servers at private addresses, the one on premises through the tunnels of a
 * gateway on its own side. Whoever runs the device on premises brings the tunnels up.
 */
export const vpnPath: PathKit = {
  over: () => "private",
  connect(from, to, home) {
    const [here, there] = home === "target" ? [to, from] : [from, to];
    const kit = placeKit(here.at.place);
    if (!kit.vpn) throw new Error(`place '${here.at.place}': its kit makes no VPN`);
    const vpn = kit.vpn(here, there as Site<"onprem">);
    const near = kit.endpoint(here, "private");
    const far = { ...placeKit(there.at.place).endpoint(there, "private"), ...vpn.reachedBy };
    return {
      ...(home === "target" ? { source: far, target: near } : { source: near, target: far }),
      vpn,
      resources: vpn.resources,
    };
  },
};
