import type { Problem } from "../../problems";
import { contradictions } from "../../selection";
import type { Migration } from "../schema";
import { quoted } from "./quoted";

export function databases(migration: Migration): Problem[] {
  const chosen = migration.source.databases;
  if (chosen === "all") return [];
  const system = chosen.flatMap((database, index) =>
    isSystemDatabase(database)
      ? [
          {
            path: `source.databases.${index}`,
            seen: quoted(database),
            needed: "one of your own databases",
            fix: "leave out system databases",
          },
        ]
      : [],
  );
  const twice = chosen.flatMap((database, index) =>
    chosen.indexOf(database) < index
      ? [{ path: `source.databases.${index}`, seen: quoted(database), needed: "each database once" }]
      : [],
  );
  return [...system, ...twice];
}

export function tables({ source }: Migration): Problem[] {
  const { whole, unnamed } = contradictions(source);
  const system = Object.keys(source.tables ?? {}).flatMap((database) =>
    isSystemDatabase(database)
      ? [
          {
            path: `source.tables.${database}`,
            seen: quoted(database),
            needed: "a database of yours",
            fix: "leave system databases out",
          },
        ]
      : [],
  );
  const twice = Object.entries(source.tables ?? {}).flatMap(([database, names]) =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [{ path: `source.tables.${database}.${index}`, seen: quoted(name), needed: "each table once" }]
        : [],
    ),
  );
  const apart = [
    ...whole.map((name) => ({
      seen: `${quoted(name)}, of which source.tables names no table`,
      needed: "with source.tables, only databases whose tables are named there",
      fix: `name its tables under source.tables.${name}, or move it as a whole in a separate migration`,
    })),
    ...unnamed.map((name) => ({
      seen: `not ${quoted(name)}, of which source.tables names tables`,
      needed: "every database whose tables are named, or nothing",
      fix: "remove source.databases: the tables imply their databases",
    })),
  ];
  return [...system, ...twice, ...apart.map((one) => ({ path: "source.databases", ...one }))];
}

function isSystemDatabase(name: string): boolean {
  return ["mysql", "information_schema", "performance_schema", "sys"].includes(name.toLowerCase());
}
