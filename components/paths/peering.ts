import type { PathKit } from "../kits/contracts";
import { placeKit } from "../kits/places";

/** Two networks of one cloud: the task's own side connects them, and the task reaches both servers internally. */
export const peeringPath: PathKit = {
  over: () => "private",
  connect(from, to, home) {
    const [here, there] = home === "target" ? [to, from] : [from, to];
    const { connectWith } = placeKit(here.at.place);
    if (!connectWith) throw new Error(`place '${here.at.place}': cannot be connected with another network`);
    return {
      source: placeKit(from.at.place).endpoint(from, "private"),
      target: placeKit(to.at.place).endpoint(to, "private"),
      resources: connectWith(here, there),
    };
  },
};
