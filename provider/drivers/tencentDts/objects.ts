import { visible } from "../../../model/printing/visible";
import { renamed, type ShownObjects } from "../../core/objects";
import type { WireDatabase, WireObjects } from "./wire";

/** An unknown mode is never read as "everything". */
export function objectsOf(given: WireObjects | null | undefined): ShownObjects | undefined {
  const { ObjectMode: mode, Databases } = given ?? {};
  if (mode === "all") return { databases: "all", odd: [] };
  if (!Databases) return undefined;
  const shown = Databases.map((one) => [one.DbName ?? "", partsOf(one)] as const);
  const odd =
    mode === "partial" ? [] : [`it selects its objects in a way that dbferry does not know: ${visible(mode ?? "")}`];
  return { databases: Object.fromEntries(shown), odd: [...odd, ...Databases.flatMap(renames)] };
}

function partsOf({ DBMode, TableMode, Tables }: WireDatabase): "all" | string[] {
  if (DBMode === "all" || (DBMode === "partial" && TableMode === "all")) return "all";
  return (Tables ?? []).map(({ TableName = "" }) => TableName);
}

function renames({ DbName = "", NewDbName, Tables }: WireDatabase): string[] {
  const tables = Tables ?? [];
  return [
    ...renamed(DbName, DbName, NewDbName),
    ...tables.flatMap(({ TableName = "", NewTableName }) => renamed(`${DbName}.${TableName}`, TableName, NewTableName)),
  ];
}
