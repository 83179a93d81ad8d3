import { type Check, failIf, pass, some } from "../check";
import { ENGINES } from "../engines";
import { foreignKeys } from "../facts/foreign-keys";
import { showNames } from "../tableName";

const PLAIN = new Set(["NO ACTION", "RESTRICT"]);

/** Foreign keys have no actions that the binary log does not record. */
export const c51: Check = {
  id: "C51",
  title: "Foreign key actions",
  group: "Objects",
  side: "source",
  reads: "information_schema.REFERENTIAL_CONSTRAINTS",
  source:
    "Tencent DTS 571/42645 (only NO ACTION and RESTRICT), AWS DMS, Huawei DRS (cascades are not in the binary log)",
  must: true,
  async run({ source, engine, selection }) {
    const needed = "NO ACTION or RESTRICT";
    const keys = await foreignKeys(source, selection);
    const acting = keys.filter((key) => !PLAIN.has(key.onDelete) || !PLAIN.has(key.onUpdate));
    if (acting.length === 0) return pass(`${keys.length} foreign keys, none acts`, needed);
    const found = `${acting.length} act: ${some(acting.map((key) => `${showNames(key.database, key.table, key.name)} (ON DELETE ${key.onDelete}, ON UPDATE ${key.onUpdate})`))}`;
    return failIf(ENGINES[engine].foreignKeyActions.value === "fail")(
      found,
      needed,
      "hold back deletes and key changes on the parents while changes are replicated, compare in full at the end; or change the rule to RESTRICT for the time of the migration",
    );
  },
};
