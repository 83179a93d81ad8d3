import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, pass, sqlLines, warn } from "../check";
import { type ColumnFacts, columnFacts } from "../facts/columns";
import { quoteName, quoteTable } from "../sql";

/** Numbers arrive unchanged. */
export const c66: Check = {
  id: "C66",
  title: "FLOAT and DOUBLE without precision",
  group: "Objects",
  side: "source",
  reads: "information_schema.COLUMNS",
  source: "Alibaba DTS (reads ROUND(column, 38) and ROUND(column, 308) by default)",
  must: true,
  async run({ source, engine, selection }) {
    const needed = "DECIMAL, or a precision; no approximate number in a key";
    const { floats, floatKeys, floatKeyColumns } = await columnFacts(source, selection);
    const rounded = PROFILES[engine].floats.value === "rounded";
    if (floatKeys.count > 0) {
      // When the engine reads floats exactly, it writes them unchanged; only a lookup by value may fail.
      return failIf(rounded)(
        `part of a key: ${floatKeys}: rows cannot be found again by a rounded number`,
        needed,
        `${sqlLines(floatKeyColumns.map(exactly))}\n-- add the column's DEFAULT and COMMENT where it has them; fewer digits are enough if the values have fewer; or give the table another key`,
      );
    }
    if (floats.count === 0) return pass("none", needed);
    const found = `${floats.count}: ${floats}`;
    if (!rounded) return pass(`${found}; ${engine} copies them unchanged`, needed);
    return warn(
      found,
      needed,
      "set the task's precision for FLOAT and DOUBLE, or compare these columns in full afterwards",
    );
  },
};

function exactly(one: ColumnFacts["floatKeyColumns"][number]): string {
  const type = one.numbered ? "BIGINT NOT NULL AUTO_INCREMENT" : `DECIMAL(65,30)${one.nullable ? "" : " NOT NULL"}`;
  return `ALTER TABLE ${quoteTable(one.database, one.table)} MODIFY ${quoteName(one.column)} ${type};`;
}
