import { accessSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Problem } from "../../model/problems";
import type { Selection } from "../../mysql/facts/selection";
import { parseDatabaseNames, parseTableNames, showTable } from "../../mysql/tableName";
import { notReplaceable } from "../../system/files";

/** Option values as numbers, names and files; invalid ones are added to `problems`. */
export class Given {
  constructor(readonly problems: Problem[]) {}

  /** A number that is at least 0, or above 0, and at most `most`. */
  number(
    path: string,
    text: string | undefined,
    range: { above0?: boolean; most?: number; whole?: boolean } = {},
  ): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    const good =
      text.trim() !== "" &&
      Number.isFinite(value) &&
      (!range.whole || Number.isInteger(value)) &&
      (range.above0 ? value > 0 : value >= 0) &&
      value <= (range.most ?? Number.POSITIVE_INFINITY);
    const needed = `a ${range.whole ? "whole " : ""}number ${range.above0 ? "above 0" : "of 0 or more"}${range.most === undefined ? "" : `, at most ${range.most}`}`;
    if (!good) this.problems.push({ path, seen: text === "" ? "nothing" : text, needed });
    return value;
  }

  /** The selection: `--databases`, else the databases of `--tables`, else the URL's, else the stack's, else all. */
  selection(
    databases: string | undefined,
    tables: string | undefined,
    ofUrl: string | undefined,
    ofStack: Selection = { databases: "all" },
  ): Selection {
    const named = databases === undefined ? undefined : parseDatabaseNames(databases);
    const single = tables === undefined ? undefined : parseTableNames(tables);
    const needed = {
      databases: "database names; one that contains a dot or a comma in backticks",
      tables: "database.table; a name that contains a dot or a comma in backticks: '`shop`.`eu.orders`'",
    };
    if (named && named.databases.length + named.wrong.length === 0)
      this.problems.push({ path: "--databases", seen: "nothing", needed: needed.databases });
    if (single && single.tables.length + single.wrong.length === 0)
      this.problems.push({ path: "--tables", seen: "nothing", needed: needed.tables });
    for (const seen of named?.wrong ?? []) this.problems.push({ path: "--databases", seen, needed: needed.databases });
    for (const seen of single?.wrong ?? []) this.problems.push({ path: "--tables", seen, needed: needed.tables });
    const ofTables = single && [...new Set(single.tables.map((one) => one.database))];
    const outside = named && single?.tables.filter((one) => !named.databases.includes(one.database));
    for (const one of outside ?? [])
      this.problems.push({ path: "--tables", seen: showTable(one), needed: "a table of the databases in --databases" });
    if (!named && !ofTables && ofUrl === undefined) return ofStack;
    return { databases: named?.databases ?? ofTables ?? [ofUrl!], tables: single?.tables };
  }

  /** An output file, checked up front: its folder must exist. */
  file(path: string, file: string | undefined, options: { fresh?: boolean } = {}): void {
    if (file === undefined) return;
    if (options.fresh && existsSync(file)) {
      this.problems.push({ path, seen: `${file} exists already`, needed: "a new file: a record is not overwritten" });
      return;
    }
    const taken = notReplaceable(file);
    if (taken) {
      this.problems.push({ path, seen: taken, needed: "a new name, or a regular file to replace" });
      return;
    }
    const folder = dirname(resolve(file));
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      const seen = existsSync(folder) ? `${file} cannot be written` : `${folder} does not exist`;
      this.problems.push({ path, seen, needed: "a file in a writable folder" });
    }
  }
}
