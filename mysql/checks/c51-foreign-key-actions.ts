import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, pass, some, sqlLines } from "../check";
import { type ForeignKey, foreignKeys, type JoinedKey, joinedKeys } from "../facts/foreign-keys";
import { showNames } from "../tableName";
import { addKey, dropKey, PLAIN } from "./foreign-key-lines";

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
    if (acting.length === 0) return pass(`${keys.length} foreign keys, none of which changes rows`, needed);
    const found = `${acting.length} have actions: ${some(acting.map((key) => `${showNames(key.database, key.table, key.name)} (ON DELETE ${key.onDelete}, ON UPDATE ${key.onUpdate})`))}`;
    return failIf(PROFILES[engine].foreignKeyActions.value === "fail")(
      found,
      needed,
      [
        "-- postpone deletes and key changes on the parents while changes are replicated, and compare in full at the end",
        "-- or remove the actions on the source during the migration; such deletes and changes by the application then fail (add the actions again at the end):",
        sqlLines(restrict(acting, await joinedKeys(source, selection))),
      ].join("\n"),
    );
  },
};

/** Two statements per key: before 8.0, a key cannot be dropped and recreated under the same name in one statement. */
function restrict(acting: readonly ForeignKey[], joined: readonly JoinedKey[]): string[] {
  return acting.flatMap((key) => {
    const one = joined.find(
      ({ database, table, name }) => database === key.database && table === key.table && name === key.name,
    );
    if (!one) return [];
    return [dropKey(key), addKey(one)];
  });
}
