import { withAdmin } from "../mysql/connect";
import type { World } from "../world/world";
import { moveError } from "./failure";
import { takeInventory } from "./inventory";
import { ActiveMove } from "./move";
import { requireFreeTarget, requireReplicable } from "./preconditions";
import type { MoverServers } from "./servers";
import { SideAccess } from "./sideAccess";
import type { Tally } from "./tally";
import type { MoveRequest } from "./types";

/**
 * Opens both sides and checks the preconditions before anything is written. @throws MoveError; nothing is left open
 * then
 */
export async function prepare(
  request: MoveRequest,
  world: World,
  servers: MoverServers,
  tally: Tally,
): Promise<ActiveMove> {
  const source = new SideAccess(world, request.source);
  const target = new SideAccess(world, request.target);
  try {
    await source.open();
    await target.open();
    const inventory = await withAdmin(source.server, (admin) => takeInventory(admin, request.databases, request.kinds));
    if (request.mode === "full+incremental") {
      const session = await source.session();
      await requireReplicable(session, source.server.version);
      session.destroy();
    }
    await withAdmin(target.server, (admin) => requireFreeTarget(admin, inventory));
    await target.actAsVendor();
    tally.expect(inventory);
    return new ActiveMove(request, world, servers, tally, source, target, inventory);
  } catch (error) {
    await Promise.all([source.close(), target.close()]);
    throw moveError(error);
  }
}
