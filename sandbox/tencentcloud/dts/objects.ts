import { OBJECT_KINDS, type ObjectKind } from "../../mover/inventory";
import type { Selection } from "../../mover/types";
import { errors } from "../errors";
import type { Parameters } from "../parameters";
import { invalid } from "./refusals";

/** What a task moves: databases and tables, and the kinds of other objects. */
export interface Objects {
  selection: Selection;
  kinds: ObjectKind[];
}

const ADVANCED: readonly ObjectKind[] = OBJECT_KINDS.filter((kind) => kind !== "view");
const MODES = ["FunctionMode", "ProcedureMode", "TriggerMode", "EventMode"];

/**
 * Reads `MigrateOption.DatabaseTable`. Functions, procedures, triggers and events move only if AdvancedObjects lists
 * them. @throws TcError
 */
export function readObjects({ ObjectMode, Databases = [], AdvancedObjects = [] }: Parameters): Objects {
  const strange = AdvancedObjects.find((kind: ObjectKind) => !ADVANCED.includes(kind));
  if (strange !== undefined) throw invalid("AdvancedObjects", ADVANCED.join(", "));
  const kinds: ObjectKind[] = ["view", ...AdvancedObjects];
  if (ObjectMode === "all") {
    if (Databases.length > 0) throw invalid("Databases", "nothing, where ObjectMode is all");
    return { selection: "all", kinds };
  }
  if (ObjectMode !== "partial") throw invalid("ObjectMode", "all or partial");
  if (Databases.length === 0) throw errors.missing("MigrateOption.DatabaseTable.Databases");
  return { selection: Databases.map(readDatabase), kinds };
}

function readDatabase(item: Parameters): Exclude<Selection, "all">[number] {
  const { DbName, NewDbName, DBMode, TableMode, Tables = [], ViewMode = "" } = item;
  if (NewDbName && NewDbName !== DbName) throw errors.notImplemented(`Another name on the target, \`NewDbName\`,`);
  for (const mode of MODES) {
    if (item[mode] === "partial") throw errors.notImplemented(`\`${mode}\` partial`);
    if (!["", "all", "none", undefined].includes(item[mode])) throw invalid(mode, "all or partial");
  }
  if (DBMode === "all") return DbName;
  if (DBMode !== "partial") throw invalid("DBMode", "all or partial");
  if (TableMode === "all") {
    if (ViewMode !== "all") throw errors.notImplemented("Every table of a database without its views");
    return DbName;
  }
  if (TableMode !== "partial") throw invalid("TableMode", "all or partial, where DBMode is partial");
  if (Tables.length === 0) throw errors.missing("MigrateOption.DatabaseTable.Databases.Tables");
  if (ViewMode !== "" && ViewMode !== "none") throw errors.notImplemented("Views beside single tables");
  return { database: DbName, tables: Tables.map(readTable) };
}

function readTable({ TableName, NewTableName, TableEditMode = "" }: Parameters): string {
  if (NewTableName && NewTableName !== TableName)
    throw errors.notImplemented(`Another name on the target, \`NewTableName\`,`);
  if (TableEditMode === "pt") throw errors.notImplemented("`TableEditMode` pt");
  if (TableEditMode !== "" && TableEditMode !== "rename") throw invalid("TableEditMode", "rename or pt");
  return TableName;
}
