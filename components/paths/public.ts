import type { PathKit } from "../kits/contracts";
import { placeKit } from "../kits/places";

/** The internet: the other side gets a public endpoint, and the task a public address on its own side. */
export const publicPath: PathKit = {
  over: (side, home) => (side === home ? "private" : "public"),
  connect(from, to, home) {
    const [here, there] = home === "target" ? [to, from] : [from, to];
    const far = placeKit(there.at.place).endpoint(there, "public");
    const publicAddress = placeKit(here.at.place).publicAddress?.(here);
    const near = placeKit(here.at.place).endpoint(here, "private");
    return { ...(home === "target" ? { source: far, target: near } : { source: near, target: far }), publicAddress };
  },
};
