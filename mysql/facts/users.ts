import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";

export interface User {
  user: string;
  host: string;
  /** Empty before 5.5. */
  plugin: string;
}

/** Accounts of the server. @throws StatementProblem without SELECT on mysql.user */
export function users(side: CheckedServer): Promise<User[]> {
  return side.once("users", async () => {
    const read = (columns: string) =>
      side.query<Record<"u" | "h" | "p", string>>(`SELECT ${columns} FROM mysql.user`, { doing: "reading mysql.user" });
    try {
      return (await read("User AS u, Host AS h, plugin AS p")).map(toUser);
    } catch (error) {
      if (!(error instanceof StatementProblem) || !error.unknownHere) throw error;
      return (await read("User AS u, Host AS h, '' AS p")).map(toUser);
    }
  });
}

function toUser(row: Record<"u" | "h" | "p", string>): User {
  return { user: row.u, host: row.h, plugin: row.p ?? "" };
}

/** True when an account's host part (LIKE pattern, or address/netmask) matches a client's address. */
export function hostTakes(host: string, caller: string): boolean {
  const mask = /^(\d+\.\d+\.\d+\.\d+)\/(\d+\.\d+\.\d+\.\d+|\d+)$/.exec(host);
  if (mask) {
    const bits = mask[2]!.includes(".") ? toNumber(mask[2]!) : (0xffffffff << (32 - Number(mask[2]))) >>> 0;
    return /^\d+\.\d+\.\d+\.\d+$/.test(caller) && (toNumber(caller) & bits) >>> 0 === (toNumber(mask[1]!) & bits) >>> 0;
  }
  const regex = host
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/%/g, ".*")
    .replace(/_/g, ".");
  return new RegExp(`^${regex}$`, "i").test(caller);
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;
}
