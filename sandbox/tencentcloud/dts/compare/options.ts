import { errors } from "../../errors";
import type { Parameters } from "../../parameters";
import { invalid } from "../refusals";
import type { CompareObjects, CompareOptions } from "./task";

const METHODS = ["dataCheck", "sampleDataCheck", "rowsCount"];

/** @throws TcError */
export function readCompareOptions(given: Parameters = {}): CompareOptions {
  const { Method = "dataCheck", SampleRate = 100, ThreadCount = 1, Type = "builtin" } = given;
  if (!METHODS.includes(Method)) throw invalid("Options.Method", METHODS.join(", "));
  if (SampleRate < 1 || SampleRate > 100) throw invalid("Options.SampleRate", "1 to 100");
  if (ThreadCount < 1 || ThreadCount > 8) throw invalid("Options.ThreadCount", "1 to 8");
  if (Type !== "builtin" && Type !== "independent") throw invalid("Options.Type", "builtin or independent");
  return { Method, SampleRate, ThreadCount, Type };
}

/** @throws TcError */
export function readCompareObjects(mode = "sameAsMigrate", objects?: Parameters): CompareObjects {
  if (mode === "sameAsMigrate") return "all";
  if (mode !== "custom") throw invalid("ObjectMode", "sameAsMigrate or custom");
  if (!objects) throw errors.missing("Objects");
  if (objects.ObjectMode === "all") return "all";
  if (objects.ObjectMode !== "partial") throw invalid("Objects.ObjectMode", "all or partial");
  if (!objects.ObjectItems?.length) throw errors.missing("Objects.ObjectItems");
  return objects.ObjectItems.map(({ DbName, DbMode, TableMode, Tables = [] }: Parameters) => {
    if (!["all", "partial"].includes(DbMode)) throw invalid("Objects.ObjectItems.DbMode", "all or partial");
    if (DbMode === "all" || TableMode === "all") return { database: DbName, tables: "all" };
    if (TableMode !== "partial") throw invalid("Objects.ObjectItems.TableMode", "all or partial");
    if (Tables.length === 0) throw errors.missing("Objects.ObjectItems.Tables");
    return { database: DbName, tables: Tables.map(({ TableName }: Parameters) => TableName) };
  });
}
