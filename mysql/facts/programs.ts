import type { CheckedServer } from "../side";
import { inSelection, picks, type Selection } from "./selection";

/** A view, routine, trigger or event. */
export interface Program {
  kind: "view" | "procedure" | "function" | "trigger" | "event";
  database: string;
  name: string;
  /** Table of a trigger. */
  table?: string;
  /** `user@host`. */
  definer: string;
  /** INVOKER objects need no definer on the target. */
  security: "DEFINER" | "INVOKER";
  /** Absent when the account may not read it. */
  body?: string;
  sqlMode: string;
}

/** Views and stored programs of the selection, with their text. */
export function programs(side: CheckedServer, selection: Selection): Promise<Program[]> {
  return side.once(`programs ${JSON.stringify(selection)}`, async () => {
    const found: Program[] = [];
    for (const part of PARTS) {
      const sql = `SELECT ${part.columns} FROM information_schema.${part.table} WHERE ${inSelection(part.schema, selection)}`;
      for await (const row of side.stream(sql, { doing: `reading ${part.table.toLowerCase()}` })) {
        const [kind, database, name, table, definer, security, body, sqlMode] = row.map((value) =>
          value === null ? undefined : String(value),
        );
        if (table !== undefined && part.table === "TRIGGERS" && !picks(selection, database!, table)) continue;
        if (part.table === "VIEWS" && !picks(selection, database!, name!)) continue;
        found.push({
          kind: kind!.toLowerCase() as Program["kind"],
          database: database!,
          name: name!,
          table,
          definer: definer ?? "",
          security: security === "INVOKER" ? "INVOKER" : "DEFINER",
          body: body === "" ? undefined : body,
          sqlMode: sqlMode ?? "",
        });
      }
    }
    return found;
  });
}

/** kind, database, name, table, definer, security, body, sql_mode. */
const PARTS = [
  {
    table: "VIEWS",
    schema: "TABLE_SCHEMA",
    columns: "'view',TABLE_SCHEMA,TABLE_NAME,NULL,DEFINER,SECURITY_TYPE,VIEW_DEFINITION,''",
  },
  {
    table: "ROUTINES",
    schema: "ROUTINE_SCHEMA",
    columns: "ROUTINE_TYPE,ROUTINE_SCHEMA,ROUTINE_NAME,NULL,DEFINER,SECURITY_TYPE,ROUTINE_DEFINITION,SQL_MODE",
  },
  {
    table: "TRIGGERS",
    schema: "TRIGGER_SCHEMA",
    columns: "'trigger',TRIGGER_SCHEMA,TRIGGER_NAME,EVENT_OBJECT_TABLE,DEFINER,'DEFINER',ACTION_STATEMENT,SQL_MODE",
  },
  {
    table: "EVENTS",
    schema: "EVENT_SCHEMA",
    columns: "'event',EVENT_SCHEMA,EVENT_NAME,NULL,DEFINER,'DEFINER',EVENT_DEFINITION,SQL_MODE",
  },
] as const;
