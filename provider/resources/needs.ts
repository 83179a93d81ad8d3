import { z } from "zod";
import { named } from "../../model/named";
import { NEED_KINDS, type Need } from "../../model/need";
import { cloud } from "../../model/spec/choices";
import type { CallContext } from "../core/context";
import { UserProblem } from "../core/failure";
import { bullets, port } from "./shared";

export const need = named(
  "Need",
  "A resource of a vendor's own provider that a migration's task depends on.",
  z.strictObject({
    kind: z.enum(NEED_KINDS).describe("what it is"),
    cloud: cloud.describe("cloud that it is in"),
    region: z.string().min(1).describe("its region"),
    account: z.string().min(1).optional().describe("name of the account that owns it, if it is not the first one"),
    id: z.string().min(1).describe("the vendor's id; of a public endpoint, its instance's"),
    group: z.string().min(1).optional().describe("security group that a rule is in"),
    address: z
      .string()
      .min(1)
      .describe(
        "the EIP's address, the block that a rule lets in, the endpoint's host, what a route or a peering leads to; of a VPN, the gateway's addresses, separated by commas, and otherwise that of the device",
      ),
    through: z
      .string()
      .min(1)
      .optional()
      .describe("the peering that a route leads through, or the gateway that a VPN connection is of"),
    boundTo: z.string().min(1).optional().describe("private address that an EIP is bound to: the task's"),
    port: port.optional().describe("port that a rule or an endpoint opens"),
  }),
);

/**
 * What differs from what the task needs, for people.
 * @throws the error of a cloud that cannot be queried: then nothing is known
 */
export async function lacking(ctx: CallContext, needs: readonly Need[]): Promise<string[]> {
  const found = await Promise.all(
    needs.map(async (one) => {
      const { lacks } = ctx.clouds.cloud(one);
      if (!lacks) throw new Error(`dbferry cannot inspect a ${one.kind} of ${one.cloud}`);
      return lacks(one);
    }),
  );
  return found.filter((text) => text !== undefined);
}

/** Reported by a read as well: an update may fail before it gets here, with a task that cannot reach its servers. */
export const repairable = (line: string): string => `${line}; ${REPAIRED}`;

const REPAIRED = "to repair it, or to see why that is not possible: pulumi up --refresh, or dbferry up";

/** This provider does not repair other providers' resources; the engine does, and reads them only in a refresh. */
export async function refuseLacking(ctx: CallContext, needs: readonly Need[]): Promise<void> {
  const found = await lacking(ctx, needs);
  if (found.length === 0) return;
  throw new UserProblem(
    `the migration lacks something that it needs:\n${bullets(found)}\nneeded: all of it, as this migration created it; ${REPAIRED}; so that ` +
      "every update does this by itself: options: refresh: always in Pulumi.yaml; to give the migration up: dbferry cancel, or pulumi destroy",
  );
}

/**
 * The vendors' own providers remove a route by its place in a table: what somebody else has put there goes instead.
 * @throws UserProblem before anything is removed
 */
export async function refuseToRemoveOthers(
  ctx: CallContext,
  migration: string,
  routes: readonly Need[],
): Promise<void> {
  const { stateId } = ctx.clouds;
  const owner = { migration, ...(stateId ? { stateId } : {}) };
  const all = await Promise.all(routes.map(async (one) => ctx.clouds.cloud(one).inPlaceOf?.(one, owner)));
  const found = all.filter((text) => text !== undefined);
  if (found.length === 0) return;
  throw new UserProblem(
    `nothing was removed, because the vendor's provider would remove something of somebody else:\n${bullets(found)}\nneeded: the migration's own, or nothing, in that place. ` +
      "Have its owner move that route for now, for example as two narrower ones, which decide before it; then run it again. Once the migration's are gone, it can be put back",
  );
}
