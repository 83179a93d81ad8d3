import type { PathKit } from "../kits/contracts";
import { placeKit } from "../kits/places";

/** The cloud's own network: the task reaches both servers internally, and no network is created. */
export const vpcPath: PathKit = {
  over: () => "private",
  connect: (from, to) => ({
    source: placeKit(from.at.place).endpoint(from, "private"),
    target: placeKit(to.at.place).endpoint(to, "private"),
  }),
};
