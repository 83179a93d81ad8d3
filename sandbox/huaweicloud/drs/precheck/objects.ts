import { rowsOf, withAdmin } from "../../../mysql/connect";
import { alarm, type Check, failed, inList, type PrecheckContext, passed, rows } from "./check";

interface Table {
  db: string;
  name: string;
  engine: string | null;
  type: string;
}

/** Tables and views of the selection. */
async function selected(context: PrecheckContext): Promise<Table[]> {
  const { sql, values } = inList(context.databases);
  const all = await rows<Table>(
    context.source!,
    "SELECT TABLE_SCHEMA AS db, TABLE_NAME AS name, ENGINE AS engine, TABLE_TYPE AS type " +
      `FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ${sql}`,
    values,
  );
  const { objects } = context;
  if (objects.scope !== "table") return all;
  return all.filter((table) =>
    objects.tables.some((one) => one.database === table.db && one.tables.includes(table.name)),
  );
}

const full = (table: { db: string; name: string }) => `${table.db}.${table.name}`;

/** The selection, and whether the target can accept it. */
export const OBJECT_CHECKS: Check[] = [
  {
    item: "userSelectObjectsCheck",
    group: "db_params",
    needs: ["source"],
    run: async (context) => {
      const { objects, databases } = context;
      const wanted =
        objects.scope === "all"
          ? []
          : objects.scope === "database"
            ? objects.databases
            : objects.tables.flatMap((one) => one.tables.map((name) => `${one.database}.${name}`));
      const there = objects.scope === "table" ? (await selected(context)).map(full) : databases;
      const absent = wanted.filter((name) => !there.includes(name));
      if (absent.length > 0) return failed("USER_SELECT_OBJECTS_NOT_EXIST", `Not on the source: ${absent.join(", ")}.`);
      return databases.length > 0
        ? passed
        : failed("USER_SELECT_OBJECTS_NOT_EXIST", "The source has nothing to migrate.");
    },
  },
  {
    item: "checkIncreSrcDbExistedInDstDb",
    group: "db_params",
    needs: ["source", "target"],
    run: async (context) => {
      const { sql, values } = inList(context.databases);
      const held = await rows<{ db: string; name: string }>(
        context.target!,
        `SELECT TABLE_SCHEMA AS db, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ${sql}`,
        values,
      );
      const ours = context.objects.scope === "table" ? (await selected(context)).map(full) : undefined;
      const clash = held.map(full).filter((name) => ours?.includes(name) ?? true);
      return clash.length === 0
        ? passed
        : failed("SRC_DB_EXISTED_IN_DST_DB_FOR_UP", `The target has objects of the same name: ${some(clash)}.`, {
            databases: [...new Set(held.map((table) => table.db))],
          });
    },
  },
  {
    item: "hasForeignKeyOnUnselectedTable",
    group: "db_params",
    needs: ["source"],
    run: async (context) => {
      const ours = new Set((await selected(context)).map(full));
      const { sql, values } = inList(context.databases);
      const keys = await rows<{ child: string; parent: string }>(
        context.source!,
        "SELECT DISTINCT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS child, " +
          "CONCAT(REFERENCED_TABLE_SCHEMA, '.', REFERENCED_TABLE_NAME) AS parent " +
          `FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA IN ${sql}`,
        values,
      );
      const open = keys.filter((key) => ours.has(key.child) && !ours.has(key.parent)).map((key) => key.parent);
      return open.length === 0
        ? passed
        : failed("HAS_FOREIGN_KEY_ON_UNSELECTED_TABLE", `Referenced, but not selected: ${some([...new Set(open)])}.`);
    },
  },
  {
    item: "srcDbExistUnsupportEngineTable",
    group: "db_params",
    needs: ["source"],
    run: async (context) => {
      const odd = (await selected(context)).filter(
        (table) => table.type === "BASE TABLE" && !["InnoDB", "MyISAM"].includes(table.engine ?? ""),
      );
      return odd.length === 0
        ? passed
        : alarm("SRC_DB_EXIST_UNSUPPORT_ENGINE_TABLE", `Neither InnoDB nor MyISAM: ${some(odd.map(full))}.`);
    },
  },
  {
    item: "sqlModeNoEngine",
    group: "db_params",
    needs: ["source", "target"],
    run: async (context) => {
      const strict = context.target!.variables.get("sql_mode")?.includes("NO_ENGINE_SUBSTITUTION") ?? false;
      const myisam = (await selected(context)).filter((table) => table.engine === "MyISAM");
      // A MyISAM table becomes InnoDB during the migration: no reason to warn if the server may still create it
      // unchanged.
      return !strict || myisam.length === 0
        ? passed
        : alarm("SQL_MODE_IS_NO_ENGINE_SUBSTITUTION", `MyISAM tables: ${some(myisam.map(full))}.`);
    },
  },
  {
    item: "srcDbNameContainsUnsupportedSymbols",
    group: "db_params",
    needs: ["source"],
    run: ({ databases }) => {
      const bad = databases.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name));
      return bad.length === 0
        ? passed
        : failed("SRC_DB_NAME_CONTAINS_UNSUPPORTED_SYMBOLS", `Database names: ${some(bad)}.`);
    },
  },
  {
    item: "srcTableNameContainsNonAscii",
    group: "db_params",
    needs: ["source"],
    run: async (context) => names(await selected(context), "BASE TABLE", "SRC_TABLE_NAME_CONTAINS_NON_ASCII"),
  },
  {
    item: "srcViewNameContainsNonAscii",
    group: "db_params",
    needs: ["source"],
    run: async (context) => names(await selected(context), "VIEW", "SRC_VIEW_NAME_CONTAINS_NON_ASCII"),
  },
  {
    item: "srcTriggerAndEventCheck",
    group: "db_params",
    needs: ["source"],
    run: async ({ source, databases }) => {
      const { sql, values } = inList(databases);
      // The vendor sees triggers without requiring the TRIGGER privilege.
      const found = await withAdmin(source!.server, (admin) =>
        rowsOf<{ name: string }>(
          admin,
          `SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME) AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA IN ${sql} ` +
            `UNION ALL SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME) FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN ${sql}`,
          [...values, ...values],
        ),
      );
      return found.length === 0
        ? passed
        : alarm(
            "SRC_HAS_TRIGGER_OR_EVENT",
            `Triggers and events are migrated only when the task is stopped normally: ${some(found.map((row) => row.name))}.`,
          );
    },
  },
  {
    item: "dstDbDiskSize",
    group: "db_disk_size",
    needs: ["source"],
    run: async ({ source, databases, instance }) => {
      const { sql, values } = inList(databases);
      const [row] = await rows<{ size: string | null }>(
        source!,
        `SELECT SUM(DATA_LENGTH + INDEX_LENGTH) AS size FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ${sql}`,
        values,
      );
      const size = Number(row?.size ?? 0);
      const needed = Math.min(size * 2.5, size + 200 * 1024 ** 3);
      const volume = instance.volumeGb * 1024 ** 3;
      const data = { size: String(size), dstVolumeSize: String(volume), diskSizeTimes: "2.5" };
      return needed <= volume
        ? { result: "PASSED", data }
        : failed("DST_DB_DISK_SIZE_NOT_ENOUGH", `${needed} bytes needed, the target has ${volume}.`, data);
    },
  },
];

function names(tables: Table[], type: string, reason: string) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is
  const bad = tables.filter((table) => table.type === type && /[^\x00-\x7f]/.test(table.name));
  return bad.length === 0 ? passed : failed(reason, `Names outside ASCII: ${some(bad.map(full))}.`);
}

/** The first ten, and the total number. */
function some(list: string[]): string {
  return list.length <= 10 ? list.join(", ") : `${list.slice(0, 10).join(", ")} and ${list.length - 10} more`;
}
