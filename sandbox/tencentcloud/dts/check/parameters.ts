import { type End, inList, rows } from "../../../inspection/end";
import { failed, findings, type Step, some, warning } from "./step";

const MEGABYTE = 1024 * 1024;

const value = (end: End, name: string) => end.variables.get(name) ?? "";

/** Server parameters of both sides. */
export const PARAMETER_STEPS: Step[] = [
  {
    id: "SimpleParamCheck",
    name: "Partial instance parameter check",
    doc: "https://www.tencentcloud.com/document/product/571/42556",
    run: async ({ source, target, databases }) => {
      const [from, to] = [source, target].map((end) => value(end, "lower_case_table_names"));
      const packet = Number(value(target, "max_allowed_packet"));
      const timeout = Number(value(source, "connect_timeout"));
      const { sql, values } = inList(databases);
      const fixed = await rows<{ name: string }>(
        source,
        "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.TABLES " +
          `WHERE ROW_FORMAT = 'Fixed' AND TABLE_SCHEMA IN ${sql}`,
        values,
      );
      return findings(
        from !== to &&
          failed(
            `lower_case_table_names is ${from} on the source and ${to} on the target; needed the same.`,
            "Set it to the same value on both; on the target it can be set only at creation.",
          ),
        packet < 4 * MEGABYTE &&
          failed(`max_allowed_packet of the target is ${packet}; needed 4194304 or more.`, "Raise it on the target."),
        timeout < 10 &&
          failed(`connect_timeout of the source is ${timeout}; needed 10 or more.`, "Raise it on the source."),
        fixed.length > 0 &&
          failed(
            `Tables with row_format FIXED: ${some(fixed.map((one) => one.name))}.`,
            "ALTER TABLE ... ROW_FORMAT = DYNAMIC.",
          ),
      );
    },
  },
  {
    id: "WarningParamCheck",
    name: "Warning item check",
    doc: "https://www.tencentcloud.com/document/product/571/42562",
    run: async ({ source, target, databases }) => {
      const { sql, values } = inList(databases);
      const keyless = await rows<{ name: string }>(
        source,
        "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME) AS name FROM information_schema.TABLES t " +
          "LEFT JOIN information_schema.TABLE_CONSTRAINTS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME " +
          "AND c.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE') " +
          `WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.CONSTRAINT_NAME IS NULL AND t.TABLE_SCHEMA IN ${sql}`,
        values,
      );
      const different = ["sql_mode", "character_set_server"].filter(
        (name) => value(source, name) !== value(target, name),
      );
      return findings(
        keyless.length > 0 &&
          warning(
            `Tables without a primary or unique key may receive duplicate rows: ${some(keyless.map((one) => one.name))}.`,
            "Give each table a primary key.",
          ),
        ...different.map((name) =>
          warning(
            `${name} is '${value(source, name)}' on the source and '${value(target, name)}' on the target.`,
            "Set it to the same value on both.",
          ),
        ),
        Number(value(target, "max_allowed_packet")) < Number(value(source, "max_allowed_packet")) &&
          warning("max_allowed_packet of the target is smaller than that of the source.", "Raise it on the target."),
      );
    },
  },
  {
    id: "OptimizeCheck",
    name: "Peripheral check",
    doc: "https://www.tencentcloud.com/document/product/571/42553",
    run: ({ source }) =>
      findings(
        value(source, "innodb_stats_on_metadata") === "ON" &&
          failed(
            "innodb_stats_on_metadata of the source is ON; needed OFF.",
            "SET GLOBAL innodb_stats_on_metadata = OFF.",
          ),
      ),
  },
];
