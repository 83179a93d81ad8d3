import { isPlainWord } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { toPaste } from "../paste";
import { setVariable } from "../remedy";
import type { Side } from "../side";
import { quoteName, quoteTable } from "../sql";
import type { Definition } from "./definitions";

/** A way out of a refusal, tried before it is told. */
export interface Advice {
  text: string;
  /** Session variables under which the definition would be accepted. */
  set?: Record<string, string>;
  /** The mode to create it under. */
  mode?: string;
  /** The definition as it would be after the advice. */
  edit?: (sql: string) => string;
  /** Nothing to try: it says where to look. */
  told?: boolean;
}

/** Ways out of a refusal of a definition, the mildest first. */
export function advise(one: Definition, errno: number, target: Side, targetMode: string): Advice[] {
  if (one.kind !== "table") return ofProgram(one, errno);
  const table = quoteTable(one.database, one.name);
  const alter = (what: string, note = "") => toPaste(`ALTER TABLE ${table} ${what};${note && ` -- ${note}`}`);
  const variable = (name: string, value: string, note: string): Advice => ({
    text: setVariable(target, name, value, { note }),
    set: { [name]: value },
  });
  const innodb: Advice = {
    text: alter("ENGINE=InnoDB"),
    edit: (sql) => sql.replace(/\bENGINE(\s*)=(\s*)\w+/g, "ENGINE$1=$2InnoDB"),
  };
  const rowFormat: Advice = { text: alter("ROW_FORMAT=DYNAMIC"), edit: withRowFormat };
  switch (errno) {
    case 1067: {
      const without = targetMode.split(",").filter((mode) => !/^NO_ZERO_(IN_)?DATE$|^TRADITIONAL$/.test(mode));
      const note = "on the target, for as long as columns have such defaults";
      return [{ text: setVariable(target, "sql_mode", without.join(","), { note }), mode: without.join(",") }];
    }
    case 1071:
      return [rowFormat, innodb, variable("innodb_strict_mode", "OFF", "on the target, for the time of the load")];
    case 1031:
    case 1478:
    case 1118:
      return [rowFormat, variable("innodb_strict_mode", "OFF", "on the target, for the time of the load")];
    case 1063:
      return floatNumber(one, table);
    case 1178:
    case 1286:
    case 3161:
      return [innodb];
    case 1273:
    case 1115:
      return otherCollation(one, alter);
    case 3121:
      return [
        {
          text: "-- my.cnf of the target, section [mysqld], then restart: innodb_directories=<the folder of the table's DATA DIRECTORY>\n-- or create the table on the target first, without DATA DIRECTORY: without it the definition was accepted",
          edit: (sql) => sql.replace(/\s(?:DATA|INDEX) DIRECTORY\s*=\s*'(?:[^'\\]|\\.|'')*'/g, ""),
        },
      ];
    case 3510:
      return [
        {
          text: alter(
            "TABLESPACE=innodb_file_per_table",
            "on the source, from 5.7 on; or create the tablespace on the target",
          ),
          edit: (sql) => sql.replace(/\/\*!\d+ TABLESPACE `[^`]*`[^*]*\*\//g, ""),
        },
      ];
    case 3750:
      return [
        {
          text: alter("ADD COLUMN row_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY"),
          edit: (sql) => sql.replace("(\n", "(\n  `row_id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"),
        },
        variable("sql_require_primary_key", "OFF", "on the target, for the time of the load"),
      ];
    case 6125:
      return [
        variable(
          "restrict_fk_on_non_standard_key",
          "OFF",
          "on the target; or on the source: a unique key over exactly the referenced columns",
        ),
      ];
    case 1215:
    case 1822:
    case 3780:
      return [
        {
          text: "-- on the source: give both columns of the key the same type, sign, length and collation, and the referenced ones an index",
          told: true,
        },
      ];
    case 1146:
      return [
        {
          text: "-- the table that it names is not there: leave it out of the selection, or select that table too",
          told: true,
        },
      ];
    default:
      return [];
  }
}

function ofProgram(one: Definition, errno: number): Advice[] {
  const name = visible(quoteTable(one.database, one.name));
  if (errno === 1231 && one.sqlMode !== undefined && isPlainWord(one.sqlMode)) {
    const removed =
      /^(DB2|MAXDB|MSSQL|MYSQL323|MYSQL40|ORACLE|POSTGRESQL|NO_AUTO_CREATE_USER|NO_FIELD_OPTIONS|NO_KEY_OPTIONS|NO_TABLE_OPTIONS)$/;
    const mode = one.sqlMode
      .split(",")
      .filter((word) => !removed.test(word))
      .join(",");
    return [
      {
        text: `-- on the source: SHOW CREATE ${one.kind.toUpperCase()} ${name}; then\nSET SESSION sql_mode = '${mode}';\n-- and create it again`,
        mode,
      },
    ];
  }
  if (one.kind === "view" && [1146, 1356, 1305, 1054, 1051].includes(errno))
    return [
      {
        text: `-- on the source: SHOW CREATE VIEW ${name}; names what it reads: create that again, give the view another text (ALTER VIEW), or leave it out`,
        told: true,
      },
    ];
  return [];
}

function withRowFormat(sql: string): string {
  if (/\bROW_FORMAT=\w+/.test(sql)) return sql.replace(/\bROW_FORMAT=\w+/, "ROW_FORMAT=DYNAMIC");
  return sql.replace(/\bENGINE=InnoDB/, "ENGINE=InnoDB ROW_FORMAT=DYNAMIC");
}

/** Newer versions number with whole numbers only. */
function floatNumber(one: Definition, table: string): Advice[] {
  const column =
    /^\s*`((?:[^`]|``)+)` (?:float|double)(?:\(\d+(?:,\d+)?\))?( unsigned)?( zerofill)?(.*AUTO_INCREMENT)/im.exec(
      one.sql,
    );
  if (!column) return [];
  const [, name, unsigned = ""] = column;
  return [
    {
      text: toPaste(
        `ALTER TABLE ${table} MODIFY ${quoteName(name!.replace(/``/g, "`"))} BIGINT${unsigned.toUpperCase()} NOT NULL AUTO_INCREMENT;`,
      ),
      edit: (sql) =>
        sql.replace(
          column[0],
          column[0].replace(/ (?:float|double)(?:\([\d,]+\))?( unsigned)?( zerofill)?/i, ` bigint${unsigned}`),
        ),
    },
  ];
}

const COLLATION = /\butf8mb4_(?:[a-z_]*0900\w*|uca1400\w*)|\butf8mb3_uca1400\w*|\buca1400\w*/g;

/** Collations that another family of servers has instead. Order and equality of some characters differ, so unique keys may too. */
function otherCollation(one: Definition, alter: (what: string, note?: string) => string): Advice[] {
  if (!COLLATION.test(one.sql)) return [];
  return ["utf8mb4_0900_ai_ci", "utf8mb4_unicode_520_ci", "utf8mb4_unicode_ci"].map((name) => ({
    text: alter(
      `CONVERT TO CHARACTER SET utf8mb4 COLLATE ${name}`,
      "on the source: some characters sort and compare otherwise, see that unique keys hold",
    ),
    edit: (sql: string) => sql.replace(COLLATION, name),
  }));
}
