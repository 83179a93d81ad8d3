import type { ServerRef } from "../world/types";

/** What a mover needs from the owner of the servers. */
export interface MoverServers {
  /**
   * Makes `server` apply only what the wildcard patterns ("shop.%", escaped like LIKE) allow when it replicates; []
   * allows everything but MySQL's own database. Restarts the server when its current patterns differ: a second or two,
   * same port, same data.
   */
  setReplicationFilter(server: ServerRef, wildDoTables: readonly string[]): Promise<void>;
}
