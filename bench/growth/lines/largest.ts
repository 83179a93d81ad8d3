import { atMost, say } from "../../measure";
import { besideBare, shownBeside } from "../beside";
import type { Line } from "../line";

/** Preview of the example that makes the most resources, a VPN, relative to the same resources written directly. */
export const largest: Line = {
  name: "largest",
  run: () =>
    besideBare(
      "largest",
      (migration, facts) => {
        const { connect, admin } = facts.source;
        const { databases } = migration["source"];
        Object.assign(migration, {
          path: "vpn",
          source: { place: "onprem", host: "10.1.0.7", port: 3306, connect, databases, admin: { user: admin.user } },
          vpn: {
            deviceAddress: "192.0.2.1",
            deviceSubnets: ["10.1.0.0/24"],
            cloudSubnets: ["192.168.10.0/24"],
            availabilityZones: ["cn-north-4a", "cn-north-4b"],
          },
        });
        delete migration["task"].plainSource;
      },
      async (beside) => {
        const cost = await beside.measure(1);
        say(`  over a VPN, ${cost.resources} resources: ${shownBeside(cost)}`);
        return [
          {
            work: "preview.largest",
            measure: atMost(cost.seconds.ours / cost.seconds.bare, 1.25, "times bare resources"),
          },
        ];
      },
    ),
};
