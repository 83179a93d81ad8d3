import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, notApplicable, pass, some, warn } from "../check";
import { innodbTable } from "../dialect";
import { picks, picksDatabase } from "../facts/selection";
import { globalVariables } from "../facts/settings";
import { optionLines } from "../remedy";
import type { CheckedServer } from "../side";
import { showNames } from "../tableName";

/** Tables stored outside the data directory (DATA DIRECTORY). */
export const c75: Check = {
  id: "C75",
  title: "Tables in their own folders",
  group: "Objects",
  side: "both",
  reads: "InnoDB's list of data files; datadir and innodb_directories of the target",
  source: "MySQL manual, creating tables externally (3121 from 8.0.21)",
  async run({ source, target, selection }) {
    const needed = "no DATA DIRECTORY, or folders known to the target";
    if (source.server.flavour === "mariadb")
      return notApplicable(
        "MariaDB shows no list of such files",
        "only for MySQL; the trial of definitions (C73) shows it",
      );
    const placed = (await outside(source)).filter(
      ({ database, table }) => picksDatabase(selection, database) && picks(selection, database, table),
    );
    if (placed.length === 0) return pass("none", needed);
    const known = await knownFolders(target);
    const strange = placed.filter(({ path }) => !known.some((folder) => path.startsWith(folder)));
    const describe = (list: typeof placed) =>
      some([...new Set(list.map((one) => `${showNames(one.database, one.table)} (${one.path})`))]);
    if (strange.length === 0) return pass(`${describe(placed)}: folders known to the target`, needed);
    const fix = [
      ...(await allowFolders(target, strange)),
      "-- or create the tables on the target beforehand, without DATA DIRECTORY; managed servers allow nothing else",
    ].join("\n");
    if (mysqlAtLeast(target.server, 8, 0, 21))
      return fail(`the folder is unknown to the target (3121): ${describe(strange)}`, needed, fix);
    return warn(`the folder must exist on the target: ${describe(strange)}`, needed, fix);
  },
};

/** Table files outside the server's data directory. */
async function outside(side: CheckedServer): Promise<{ database: string; table: string; path: string }[]> {
  const [spaces, files] = [
    innodbTable(side.server, "TABLESPACES"),
    mysqlAtLeast(side.server, 8) ? "INNODB_DATAFILES" : "INNODB_SYS_DATAFILES",
  ];
  const rows = await side.query<{ n: string; p: string }>(
    `SELECT s.NAME AS n, f.PATH AS p FROM information_schema.${files} f JOIN information_schema.${spaces} s ON s.SPACE = f.SPACE WHERE f.PATH LIKE '/%' AND s.NAME LIKE '%/%'`,
    { doing: "reading InnoDB's data files" },
  );
  const own = (await globalVariables(side)).get("datadir") ?? "";
  return rows
    .filter(({ p }) => own === "" || !p.startsWith(own))
    .map(({ n, p }) => {
      const [database = "", rest = ""] = n.split("/");
      return { database: decoded(database), table: decoded(rest.replace(/#p#.*$/i, "")), path: p };
    });
}

/** File names encode every character other than a letter or digit as `@` and four hexadecimal digits. */
function decoded(name: string): string {
  return name.replace(/@([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function knownFolders(target: CheckedServer): Promise<string[]> {
  const all = await globalVariables(target);
  const list = [
    all.get("datadir"),
    all.get("innodb_data_home_dir"),
    ...(all.get("innodb_directories") ?? "").split(";"),
  ];
  return list.filter((one): one is string => one?.startsWith("/") === true).map((one) => `${one.replace(/\/+$/, "")}/`);
}

/**
 * Option-file lines that add these directories to the ones the target already allows. A table's file is in a
 * subdirectory named after its database.
 */
async function allowFolders(target: CheckedServer, placed: readonly { path: string }[]): Promise<string[]> {
  if (target.server.profile !== "self-managed" || !mysqlAtLeast(target.server, 8)) return [];
  const before = ((await globalVariables(target)).get("innodb_directories") ?? "").split(";").filter(Boolean);
  const all = [...new Set([...before, ...placed.map(({ path }) => path.split("/").slice(0, -2).join("/"))])];
  // Unusual paths are not printed: an option file has its own quoting and comment rules.
  if (!all.every((folder) => /^\/[\w./-]*$/.test(folder)))
    return ["-- add their folders to innodb_directories in my.cnf of the target, manually, then restart"];
  const note = "on the target, where the folders must exist and be writable for its system user";
  return [optionLines({ "innodb-directories": all.join(";") }, note)];
}
