import { visible } from "../../model/printing/visible";
import { type Check, count, fail, pass, some, sqlLines, warn } from "../check";
import { type ForeignKey, foreignKeys, foreignKeysFromOutside } from "../facts/foreign-keys";
import { picks, picksDatabase, type Selection } from "../facts/selection";
import { showNames } from "../tableName";
import { dropKey } from "./foreign-key-lines";

/** Every table that a selected table references is selected too. */
export const c50: Check = {
  id: "C50",
  title: "Foreign keys closed under the selection",
  group: "Objects",
  side: "source",
  reads: "information_schema.REFERENTIAL_CONSTRAINTS",
  source: "Huawei DRS, Tencent DTS (partial tables), Alibaba DTS pre-check of foreign keys",
  must: true,
  async run({ source, selection }) {
    const needed = "every referenced table is in the selection";
    const inside = (database: string, table: string) =>
      picksDatabase(selection, database) && picks(selection, database, table);
    const own = (await foreignKeys(source, selection)).filter((key) => inside(key.database, key.table));
    const open = own.filter((key) => !inside(key.parentDatabase, key.parentTable));
    if (open.length > 0) {
      const parents = [...new Set(open.map((key) => showNames(key.parentDatabase, key.parentTable)))];
      const found = `${some(open.map(describeKey))}: ${count(parents.length, "referenced table")} left out`;
      return fail(
        found,
        needed,
        `-- add to the selection: ${visible(some(parents, 50))}\n-- or drop the keys on the source, which then no longer enforces these references:\n${sqlLines(open.map(dropKey))}`,
      );
    }
    const outside = await fromOutside(source, selection, inside);
    if (outside.length > 0) {
      const found = `${count(own.length, "foreign key")} closed; ${some(outside.map(describeKey))} refer to the selection from outside and are not migrated`;
      return warn(found, needed, "add those tables to the selection if they belong to the same application");
    }
    return pass(`${count(own.length, "foreign key")}, all closed`, needed);
  },
};

async function fromOutside(
  source: Parameters<Check["run"]>[0]["source"],
  selection: Selection,
  inside: (database: string, table: string) => boolean,
): Promise<ForeignKey[]> {
  const keys = [...(await foreignKeysFromOutside(source, selection)), ...(await foreignKeys(source, selection))];
  return keys.filter((key) => !inside(key.database, key.table) && inside(key.parentDatabase, key.parentTable));
}

function describeKey(key: ForeignKey): string {
  return `${showNames(key.database, key.table, key.name)} -> ${showNames(key.parentDatabase, key.parentTable)}`;
}
