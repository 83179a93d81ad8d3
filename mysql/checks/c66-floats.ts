import { type Check, failIf, pass, warn } from "../check";
import { ENGINES } from "../engines";
import { columnFacts } from "../facts/columns";

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
    const { floats, floatKeys } = await columnFacts(source, selection);
    const rounded = ENGINES[engine].floats.value === "rounded";
    if (floatKeys.count > 0) {
      // When they are read exactly, they are written unchanged, and only a search by value may fail.
      return failIf(rounded)(
        `part of a key: ${floatKeys}: rows cannot be found again by a rounded number`,
        needed,
        "ALTER TABLE <table> MODIFY <column> DECIMAL(<digits>,<places>) NOT NULL; or another key",
      );
    }
    if (floats.count === 0) return pass("none", needed);
    const found = `${floats.count}: ${floats}`;
    if (!rounded) return pass(`${found}; ${engine} copies them as they are`, needed);
    return warn(
      found,
      needed,
      "set the task's precision for FLOAT and DOUBLE, or compare these columns in full afterwards",
    );
  },
};
