import { withDb } from "../../mysql/connect";
import { statements } from "../../mysql/dialect";
import { optionsOf } from "../audit/accounts";
import type { StackSeen } from "./stackHops";

/**
 * Makes the source forget failed connections, if it has blocked an address of the task.
 * @param confirm throws unless the user agrees
 * @returns whether it was done
 */
export async function flushHosts(
  { blocked, stack }: StackSeen,
  confirm: (question: string) => Promise<void>,
): Promise<boolean> {
  const options = optionsOf("source", stack.admins.source);
  if (!blocked || typeof options === "string") return false;
  return withDb(options, async (db) => {
    const statement = statements.forgetHosts(db.server);
    await confirm(`run ${statement} on the source ${db.address}? It forgets the failed connections of every address.`);
    await db.query(statement, [], { doing: "forgetting failed connections" });
    return true;
  });
}
