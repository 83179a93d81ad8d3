import { visible } from "../../../model/printing/visible";
import type { ShownObjects } from "../../core/objects";
import type { WireDatabase, WireObjects } from "./wire";

/** A mode that is not known is never read as everything. */
export function objectsOf(given: WireObjects | null | undefined): ShownObjects | undefined {
  const { ObjectMode: mode, Databases } = given ?? {};
  if (mode === "all") return { databases: "all", odd: [] };
  if (!Databases) return undefined;
  const shown = Databases.map((one) => [one.DbName ?? "", partsOf(one)] as const);
  const odd =
    mode === "partial" ? [] : [`it selects its objects in a way that dbferry does not know: ${visible(mode ?? "")}`];
  return { databases: Object.fromEntries(shown), odd: [...odd, ...Databases.flatMap(renamed)] };
}

function partsOf({ DBMode, TableMode, Tables }: WireDatabase): "all" | string[] {
  if (DBMode === "all" || (DBMode === "partial" && TableMode === "all")) return "all";
  return (Tables ?? []).map(({ TableName = "" }) => TableName);
}

function renamed({ DbName = "", NewDbName, Tables }: WireDatabase): string[] {
  const tables = (Tables ?? []).map(
    ({ TableName = "", NewTableName }) => [`${DbName}.${TableName}`, TableName, NewTableName] as const,
  );
  return [[DbName, DbName, NewDbName] as const, ...tables].flatMap(([full, name, other]) =>
    other && other !== name ? [`it renames ${visible(full)} to ${visible(other)}`] : [],
  );
}
