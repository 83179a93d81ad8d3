import { inList, rows, versionOf } from "../../../inspection/end";
import { type CheckContext, failed, findings, type Step, some } from "./step";

const SOURCES = ["5.5", "5.6", "5.7", "8.0"];
const TARGETS = ["5.5", "5.6", "5.7", "8.0"];

interface Key {
  child: string;
  parent: string;
  rule: string;
}

/** Versions, and whether the target can accept the selection. */
export const OBJECT_STEPS: Step[] = [
  {
    id: "VersionCheck",
    name: "Version check",
    doc: "https://www.tencentcloud.com/document/product/571/42554",
    run: ({ source, target }) => {
      const [from, to] = [versionOf(source), versionOf(target)];
      const text = (version: number[]) => `${version[0]}.${version[1]}`;
      return findings(
        !SOURCES.includes(text(from)) &&
          failed(`The source is ${text(from)}; needed ${SOURCES.join(", ")}.`, "Upgrade it."),
        !TARGETS.includes(text(to)) &&
          failed(`The target is ${text(to)}; needed ${TARGETS.join(", ")}.`, "Take another."),
        to[0] * 100 + to[1] < from[0] * 100 + from[1] &&
          failed(
            `The target, ${text(to)}, is older than the source, ${text(from)}.`,
            "Use a target of the same version or newer.",
          ),
      );
    },
  },
  {
    id: "DstEmptyCheck",
    name: "Target instance content conflict check",
    doc: "https://www.tencentcloud.com/document/product/571/42557",
    run: async (context) => {
      const here = await tablesOf(context, "source");
      const absent = wanted(context).filter((name) => !here.includes(name) && !context.databases.includes(name));
      const there = (await tablesOf(context, "target")).filter((name) => here.includes(name));
      return findings(
        absent.length > 0 && failed(`Not on the source: ${some(absent)}.`, "Select existing objects."),
        here.length === 0 && failed("The source has nothing to migrate.", "Select existing objects."),
        there.length > 0 &&
          failed(
            `The target has objects of the same name: ${some(there)}.`,
            "Rename or remove them, or select others.",
          ),
      );
    },
  },
  {
    id: "DstSpaceCheck",
    name: "Target instance space check",
    doc: "https://www.tencentcloud.com/document/product/571/42558",
    when: ({ instance }) => instance !== undefined,
    run: async ({ source, databases, instance }) => {
      const { sql, values } = inList(databases);
      const [row] = await rows<{ size: string | null }>(
        source,
        `SELECT SUM(DATA_LENGTH + INDEX_LENGTH) AS size FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ${sql}`,
        values,
      );
      const needed = Number(row?.size ?? 0) * 1.2;
      const volume = instance!.volumeGb * 1024 ** 3;
      return findings(
        needed > volume && failed(`${needed} bytes needed, the target has ${volume}.`, "Enlarge the target's disk."),
      );
    },
  },
  {
    id: "ConstraintCheck",
    name: "Foreign key dependency check",
    doc: "https://www.tencentcloud.com/document/product/571/42560",
    run: async (context) => {
      const loose = (await keysOf(context)).filter(
        ({ rule }) => !/^(NO ACTION|RESTRICT)\|(NO ACTION|RESTRICT)$/.test(rule),
      );
      return findings(
        loose.length > 0 &&
          failed(
            `Foreign keys with rules other than NO ACTION and RESTRICT: ${some(loose.map(({ child, parent }) => `${child} to ${parent}`))}.`,
            "Change the rules of these keys.",
          ),
      );
    },
  },
  {
    id: "ConstraintRefCheck",
    name: "Partial database/table foreign key dependency check",
    doc: "https://www.tencentcloud.com/document/product/571/42560",
    when: ({ selection }) => selection !== "all",
    run: async (context) => {
      const ours = await tablesOf(context, "source");
      const open = (await keysOf(context)).filter(
        ({ child, parent }) => ours.includes(child) && !ours.includes(parent),
      );
      return findings(
        open.length > 0 &&
          failed(
            `Tables referenced by the selected ones are not selected: ${some(open.map(({ parent }) => parent))}.`,
            "Select them too.",
          ),
      );
    },
  },
  {
    id: "ViewCheck",
    name: "View check",
    doc: "https://www.tencentcloud.com/document/product/571/42561",
    run: async ({ source, databases }) => {
      const { sql, values } = inList(databases);
      const hidden = await rows<{ name: string }>(
        source,
        "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS " +
          `WHERE VIEW_DEFINITION = '' AND TABLE_SCHEMA IN ${sql}`,
        values,
      );
      return findings(
        hidden.length > 0 &&
          failed(
            `The source account may not read ${some(hidden.map((one) => one.name))}.`,
            "Grant SHOW VIEW and SELECT to it.",
          ),
      );
    },
  },
  {
    id: "AdvancedStoreObjectCheck",
    name: "Advanced object check",
    doc: "",
    when: ({ kinds }) => kinds.some((kind) => kind !== "view"),
    run: async ({ source, databases, kinds }) => {
      const { sql, values } = inList(databases);
      const hidden = await rows<{ name: string; kind: string }>(
        source,
        "SELECT CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME) AS name, LOWER(ROUTINE_TYPE) AS kind FROM information_schema.ROUTINES " +
          `WHERE ROUTINE_DEFINITION IS NULL AND ROUTINE_SCHEMA IN ${sql}`,
        values,
      );
      const ours = hidden.filter(({ kind }) => kinds.some((one) => one === kind));
      return findings(
        ours.length > 0 &&
          failed(
            `The source account may not read ${some(ours.map((one) => one.name))}.`,
            "Grant SELECT on mysql.proc to it.",
          ),
      );
    },
  },
];

/** Names of the selected databases and tables, as given. */
function wanted({ selection }: CheckContext): string[] {
  if (selection === "all") return [];
  return selection.flatMap((one) =>
    typeof one === "string" ? [one] : one.tables.map((table) => `${one.database}.${table}`),
  );
}

/** Tables and views of the selection, as `shop.orders`. */
async function tablesOf(context: CheckContext, side: "source" | "target"): Promise<string[]> {
  const { sql, values } = inList(context.databases);
  const found = await rows<{ db: string; name: string }>(
    context[side],
    `SELECT TABLE_SCHEMA AS db, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ${sql}`,
    values,
  );
  const { selection } = context;
  const chosen = ({ db, name }: { db: string; name: string }) =>
    selection === "all" ||
    selection.some((one) => (typeof one === "string" ? one === db : one.database === db && one.tables.includes(name)));
  return found.filter(chosen).map(({ db, name }) => `${db}.${name}`);
}

async function keysOf({ source, databases }: CheckContext): Promise<Key[]> {
  const { sql, values } = inList(databases);
  return rows<Key>(
    source,
    "SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME) AS child, " +
      "CONCAT(UNIQUE_CONSTRAINT_SCHEMA, '.', REFERENCED_TABLE_NAME) AS parent, CONCAT(UPDATE_RULE, '|', DELETE_RULE) AS rule " +
      `FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ${sql}`,
    values,
  );
}
