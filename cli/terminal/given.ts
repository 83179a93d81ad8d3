import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Problem } from "../../model/problems";
import { list } from "./options";

/** Values of options as numbers, names and files; what is wrong with one is added to `problems`. */
export class Given {
  constructor(readonly problems: Problem[]) {}

  /** A number of at least 0, or above 0; at most `most`. */
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

  /** What is to be migrated: `--databases`, else those of `--tables`, else the URL's, else all. */
  selection(
    databases: string | undefined,
    tables: string | undefined,
    ofUrl: string | undefined,
  ): { databases: readonly string[] | "all"; tables?: readonly string[] } {
    const [named, single] = [list(databases), list(tables)];
    if (named?.length === 0) this.problems.push({ path: "--databases", seen: "nothing", needed: "names of databases" });
    if (single?.length === 0) this.problems.push({ path: "--tables", seen: "nothing", needed: "database.table" });
    for (const one of single ?? []) {
      if (!/^[^.]+\../.test(one)) this.problems.push({ path: "--tables", seen: one, needed: "database.table" });
    }
    const ofTables = single && [...new Set(single.map((one) => one.slice(0, one.indexOf("."))))];
    return { databases: named ?? ofTables ?? (ofUrl === undefined ? "all" : [ofUrl]), tables: single };
  }

  /** A file that will be written, looked at before the work: its folder must be there. */
  file(path: string, file: string | undefined, options: { fresh?: boolean } = {}): void {
    if (file === undefined) return;
    if (options.fresh && existsSync(file)) {
      this.problems.push({ path, seen: `${file} exists already`, needed: "a new file: a record is not overwritten" });
      return;
    }
    const folder = dirname(resolve(file));
    try {
      accessSync(folder, constants.W_OK);
      if (existsSync(file) && statSync(file).isDirectory()) throw new Error("a folder");
    } catch {
      const seen = existsSync(folder) ? `${file} cannot be written` : `${folder} does not exist`;
      this.problems.push({ path, seen, needed: "a file in a folder that may be written to" });
    }
  }
}
