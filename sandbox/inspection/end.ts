import type { Connection } from "mysql2/promise";
import type { MoveEnd } from "../mover/types";
import { connect, rowsOf } from "../mysql/connect";
import type { ServerRef } from "../world/types";
import type { World } from "../world/world";
import { Grants } from "./grants";

/** One connected end of a task, with the migration account's privileges. */
export interface End {
  server: ServerRef;
  connection: Connection;
  /** SHOW GLOBAL VARIABLES, without variables that the version does not have. */
  variables: ReadonlyMap<string, string>;
  grants: Grants;
}

export type Opened = { end: End; close(): Promise<void> } | { refused: string };

/** Logs in from the task's address, or returns what prevented it. */
export async function openEnd(world: World, side: MoveEnd): Promise<Opened> {
  const { host, port, user, password, tls } = side.endpoint;
  const reach = world.reach(side.origin, host, port);
  if (!reach.ok) return { refused: `${host}:${port} cannot be reached` };
  const login = await world.login(reach.from, reach.server, user, password, tls);
  if (!login.ok) return { refused: login.text };
  try {
    const connection = await connect(login.connection);
    const values = await rowsOf<{ Variable_name: string; Value: string }>(connection, "SHOW GLOBAL VARIABLES");
    const grants = await rowsOf<Record<string, string>>(connection, "SHOW GRANTS");
    const end: End = {
      server: reach.server,
      connection,
      variables: new Map(values.map((row) => [row.Variable_name, row.Value])),
      grants: new Grants(grants.map((row) => Object.values(row)[0]!)),
    };
    return {
      end,
      close: async () => {
        connection.destroy();
        await world.dropMirror(login);
      },
    };
  } catch (error) {
    await world.dropMirror(login);
    return { refused: (error as Error).message };
  }
}

/** Rows with the columns named in the query. */
export function rows<T = Record<string, string>>(end: End, sql: string, values: unknown[] = []): Promise<T[]> {
  return rowsOf<T>(end.connection, sql, values);
}

/** `(?, ?)` for an IN list; never empty, so that SQL stays valid. */
export function inList(names: readonly string[]): { sql: string; values: string[] } {
  const values = names.length > 0 ? [...names] : [""];
  return { sql: `(${values.map(() => "?").join(", ")})`, values };
}

/** "8.0.36-28" to [8, 0, 36]. */
export function versionOf(end: End): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = (end.variables.get("version") ?? "").split(/[.-]/).map(Number);
  return [major, minor, patch];
}
