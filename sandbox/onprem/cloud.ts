import type { SandboxCloud } from "../cloud";
import { OnpremPart, type OnpremWorld } from "./facts";

/** What a migration needs to know about a server of the customer's own. */
interface OnpremCustomer {
  host: string;
  port: number;
}

/**
 * Not a cloud, but listed with them because a migration's server can be here: it has no services and no credentials.
 */
export const onprem = {
  join: (world) => new OnpremPart(world),
  credentials: () => ({}),
  addCustomerServer({ onprem: servers }, side, mysql) {
    const { address, port } = servers.add({
      id: `db-${side}`,
      name: `db-${side}.onprem.example`,
      address: side === "source" ? "192.0.2.20" : "192.0.2.21",
      privateAddress: side === "source" ? "10.1.0.7" : "10.1.0.8",
      port: 3306,
      mysql,
    });
    return { host: address, port };
  },
  start: async () => ({ endpoints: {}, close: async () => {} }),
} satisfies SandboxCloud<OnpremWorld, OnpremPart, object, object, OnpremCustomer>;
