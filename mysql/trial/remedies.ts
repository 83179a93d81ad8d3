import { isPlainWord } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { replacementsFor } from "../collations";
import { freeName } from "../freeName";
import { toPaste } from "../paste";
import { byHand, setVariable } from "../remedy";
import type { CheckedServer } from "../side";
import { quoteName, quoteTable } from "../sql";
import type { Definition } from "./definitions";

/** A remedy for a refusal, tried before it is printed. */
export interface Advice {
  text: string;
  /** Session variables under which the definition would be accepted. */
  set?: Record<string, string>;
  /** The sql_mode to create it under. */
  mode?: string;
  /** The definition as it would be after the remedy. */
  edit?: (sql: string) => string;
  /** A definition that the target accepts and on which the printed statements have the same effect. */
  standIn?: (sql: string) => string;
  /** The statement to run when the database itself was refused. */
  ofDatabase?: (database: string) => string;
  /** There is nothing to try: the text only says where to look. */
  hintOnly?: boolean;
}

/** What statements on either side may use. */
export interface RemedyContext {
  target: CheckedServer;
  targetMode: string;
  sourceCollations: ReadonlySet<string>;
  /** The row format that the source's InnoDB accepts in a strict session. */
  sourceRowFormat: "DYNAMIC" | "COMPACT";
  /** Whether a foreign key of another refused table references this one. */
  referenced: (one: Definition) => boolean;
}

const WITHOUT_FOLDER =
  "create the table on the target first, without DATA DIRECTORY: without it the definition was accepted";

/** Remedies for the refusal of a definition, the least invasive first. */
export function advise(one: Definition, errno: number, where: RemedyContext): Advice[] {
  const { target, targetMode } = where;
  if (one.sql === "") return errno === 1273 || errno === 1115 ? otherDefault(one, where) : [];
  if (one.kind !== "table") return ofProgram(one, errno);
  const table = quoteTable(one.database, one.name);
  const alter = (what: string, note = "") => toPaste(`ALTER TABLE ${table} ${what};${note && ` -- ${note}`}`);
  const variable = (name: string, value: string, note: string): Advice => ({
    text: setVariable(target, name, value, { note }),
    set: { [name]: value },
  });
  const innodb = toInnodb(one, alter);
  const rowFormat: Advice = {
    text: alter(`ROW_FORMAT=${where.sourceRowFormat}`, "on the source"),
    edit: (sql) => withRowFormat(sql, where.sourceRowFormat),
  };
  switch (errno) {
    case 1067: {
      const without = targetMode.split(",").filter((mode) => !/^NO_ZERO_(IN_)?DATE$|^TRADITIONAL$/.test(mode));
      const note = "on the target, as long as columns have such defaults";
      return [{ text: setVariable(target, "sql_mode", without.join(","), { note }), mode: without.join(",") }];
    }
    case 1071:
      return [rowFormat, ...innodb, variable("innodb_strict_mode", "OFF", "on the target, during the load")];
    case 1031:
    case 1478:
    case 1118:
      return [rowFormat, variable("innodb_strict_mode", "OFF", "on the target, during the load")];
    case 1063:
      return floatNumber(one, table);
    case 1178:
    case 1286:
    case 3161:
      return innodb;
    case 1273:
    case 1115:
      return otherCollation(one, alter, where);
    case 3121:
      return [
        {
          text: byHand(
            target,
            `-- my.cnf of the target, section [mysqld], then restart: innodb_directories=<the folder of the table's DATA DIRECTORY>\n-- or ${WITHOUT_FOLDER}`,
            `-- ${WITHOUT_FOLDER}`,
          ),
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
    case 1173:
      return [addKey(one, alter)];
    case 3750:
      return [addKey(one, alter), variable("sql_require_primary_key", "OFF", "on the target, during the load")];
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
          hintOnly: true,
        },
      ];
    case 1146:
      return [
        {
          text: "-- the table that it refers to does not exist: leave it out of the selection, or select that table too",
          hintOnly: true,
        },
      ];
    default:
      return [];
  }
}

function addKey(one: Definition, alter: (what: string) => string): Advice {
  const taken = [...one.sql.matchAll(/`((?:[^`]|``)+)`/g)].map((match) => match[1]!.toLowerCase());
  const column = `${freeName(new Set(taken))} BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY`;
  return { text: alter(`ADD COLUMN ${column}`), edit: (sql) => sql.replace("(\n", `(\n  ${column},\n`) };
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
        text: `-- on the source: SHOW CREATE VIEW ${name}; shows what it reads: create that again, change the view (ALTER VIEW), or leave it out`,
        hintOnly: true,
      },
    ];
  return [];
}

function withRowFormat(sql: string, format: string): string {
  if (/\bROW_FORMAT=\w+/.test(sql)) return sql.replace(/\bROW_FORMAT=\w+/, `ROW_FORMAT=${format}`);
  return sql.replace(/\bENGINE=InnoDB/, `ENGINE=InnoDB ROW_FORMAT=${format}`);
}

/**
 * Options specified for the old engine are removed, because a strict session refuses them. InnoDB requires
 * AUTO_INCREMENT to be the first column of some index (1075).
 */
function toInnodb(one: Definition, alter: (what: string) => string): Advice[] {
  const rowFormat = /\bROW_FORMAT=\w+/.test(one.sql) ? " ROW_FORMAT=DEFAULT" : "";
  const blockSize = /\bKEY_BLOCK_SIZE=\d+/.test(one.sql) ? " KEY_BLOCK_SIZE=0" : "";
  const engine = `ENGINE=InnoDB${rowFormat}${blockSize}`;
  const edit = (sql: string) =>
    sql.replace(/\bENGINE(\s*)=(\s*)\w+/g, "ENGINE$1=$2InnoDB").replace(/\s(?:ROW_FORMAT=\w+|KEY_BLOCK_SIZE=\d+)/g, "");
  const column = /^\s*(`(?:[^`]|``)+`) .*\bAUTO_INCREMENT\b/m.exec(one.sql)?.[1];
  if (column === undefined) return [{ text: alter(engine), edit }];
  return [
    { text: alter(engine), edit },
    {
      text: alter(`ADD KEY (${column}), ${engine}`),
      edit: (sql) => edit(sql).replace("(\n", () => `(\n  KEY (${column}),\n`),
    },
  ];
}

/** Newer versions allow AUTO_INCREMENT only on integers. */
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

/**
 * Replacement collations that both servers have. Order and equality of some characters differ, so unique keys may
 * conflict.
 */
function otherCollation(
  one: Definition,
  alter: (what: string, note?: string) => string,
  { sourceCollations: known, referenced }: RemedyContext,
): Advice[] {
  const used = [...one.sql.matchAll(/\bCOLLATE[ =](\w+)/g)].map((match) => match[1]!);
  const strict = used.find((name) => replacementsFor(name)[0] === "utf8mb4_bin");
  if (referenced(one) || /\bFOREIGN KEY\b/.test(one.sql))
    return [
      {
        text: "-- convert it with the tables that foreign keys connect to it: the check of collations (C33) prints the statements for all",
        hintOnly: true,
      },
    ];
  const note = "on the source: some characters sort and compare differently: make sure that unique keys still hold";
  return replacementsFor(strict ?? "")
    .filter((name) => known.has(name))
    .map((name) => {
      return {
        text: alter(`CONVERT TO CHARACTER SET utf8mb4 COLLATE ${name}`, note),
        edit: inUtf8mb4(name),
        standIn: inUtf8mb4(name === "utf8mb4_bin" ? "utf8mb4_general_ci" : "utf8mb4_bin"),
      };
    });
}

function inUtf8mb4(collation: string): (sql: string) => string {
  return (sql) =>
    sql
      .replace(/\bCHARACTER SET \w+/g, "CHARACTER SET utf8mb4")
      .replace(/\bCHARSET=\w+/g, "CHARSET=utf8mb4")
      .replace(/\bCOLLATE([ =])\w+/g, `COLLATE$1${collation}`);
}

/** The same for a database, whose collation is only the default for new tables. */
function otherDefault(one: Definition, { sourceCollations }: RemedyContext): Advice[] {
  return replacementsFor("")
    .filter((name) => sourceCollations.has(name))
    .map((name) => {
      const alter = (database: string) => `ALTER DATABASE ${database} CHARACTER SET utf8mb4 COLLATE ${name};`;
      return { text: toPaste(`${alter(quoteName(one.database))} -- on the source`), ofDatabase: alter };
    });
}
