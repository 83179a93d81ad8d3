import { mysqlAtLeast } from "../../model/mysql/server";
import { type Check, fail, notApplicable, pass, some, sqlLines, undetermined } from "../check";
import { columnFacts } from "../facts/columns";
import { type JoinedKey, joinedKeys } from "../facts/foreign-keys";
import { indexFacts } from "../facts/indexes";
import { isOn } from "../facts/settings";
import { setVariable } from "../remedy";
import { quoteName, quoteTable } from "../sql";
import { columnId, showNames, tableId } from "../tableName";

/** The target's version accepts the foreign keys of the source. */
export const c74: Check = {
  id: "C74",
  title: "Foreign keys accepted by the target's version",
  group: "Objects",
  side: "both",
  reads: "information_schema.KEY_COLUMN_USAGE, STATISTICS and COLUMNS; restrict_fk_on_non_standard_key of the target",
  source: "MySQL manual, foreign key constraints (3780 from 8.0, 6125 from 8.4)",
  must: true,
  never: { warning: "the target's version either refuses the key or accepts it" },
  async run({ source, target, selection }) {
    const needed = "columns of one type on both ends; from 8.4 on a unique key over exactly the referenced columns";
    if (!mysqlAtLeast(target.server, 8))
      return notApplicable(
        `the target is ${target.server.text}: it accepts what the source accepts`,
        "only from 8.0 on",
      );
    const keys = await joinedKeys(source, selection);
    const { keyTypes } = await columnFacts(source, selection);
    const { unique } = await indexFacts(source, selection);
    const unseen = keys.filter((key) => key.pairs.some((pair) => ends(key, pair).some((id) => !keyTypes.has(id))));
    const unlike = keys.filter((key) =>
      key.pairs.some((pair) => {
        const [mine, theirs] = ends(key, pair).map((id) => keyTypes.get(id));
        return mine !== undefined && theirs !== undefined && kind(mine) !== kind(theirs);
      }),
    );
    const strict =
      mysqlAtLeast(target.server, 8, 4) && (await isOn(target, "restrict_fk_on_non_standard_key")) !== false;
    const loose = strict ? keys.filter((key) => !unseen.includes(key) && !isUnique(key, unique)) : [];
    const found: string[] = [];
    if (unlike.length > 0) found.push(`3780: ${some(unlike.map((key) => toldTypes(key, keyTypes)))}`);
    if (loose.length > 0)
      found.push(`6125: no unique key over the referenced columns: ${some(loose.map(describeKey))}`);
    if (found.length > 0) {
      const fixes: string[] = [];
      if (unlike.length > 0) fixes.push("-- on the source: give both ends one type, sign, character set and collation");
      if (loose.length > 0) {
        const statements = [...new Set(loose.map(addUnique))];
        fixes.push("-- on the source, if the values are unique:", sqlLines(statements));
        fixes.push(`-- or ${setVariable(target, "restrict_fk_on_non_standard_key", "OFF", { note: "on the target" })}`);
      }
      return fail(found.join("; "), needed, fixes.join("\n"));
    }
    if (unseen.length > 0)
      return undetermined(
        `the referenced table was not read: ${some(unseen.map(describeKey))}`,
        needed,
        "select those tables too (C50)",
      );
    return pass(`${keys.length} foreign keys`, needed);
  },
};

type Pair = JoinedKey["pairs"][number];

function ends(key: JoinedKey, { child, parent }: Pair): [string, string] {
  return [columnId(key.database, key.table, child), columnId(key.parentDatabase, key.parentTable, parent)];
}

/** What must match on both ends: an integer's type and sign, a string's collation; its length may differ. */
function kind(type: string): string {
  const text = /^(?:var)?char\(\d+\)(.*)$/.exec(type) ?? /^(?:tiny|medium|long)?text(.*)$/.exec(type);
  if (text) return `text${text[1]!.replace(/ utf8_/, " utf8mb3_")}`;
  const bytes = /^(?:var)?binary\(\d+\)$/.exec(type);
  if (bytes) return "bytes";
  return type.replace(/^(\w*int)\(\d+\)/, "$1").replace(/ zerofill/, "");
}

function isUnique(key: JoinedKey, unique: ReadonlyMap<string, string[][]>): boolean {
  const wanted = key.pairs.map((pair) => pair.parent).sort();
  const there = unique.get(tableId(key.parentDatabase, key.parentTable)) ?? [];
  return there.some((columns) => [...columns].sort().join("\0") === wanted.join("\0"));
}

function describeKey(key: JoinedKey): string {
  const parent = key.pairs.map((pair) => pair.parent);
  return `${showNames(key.database, key.table, key.name)} -> ${showNames(key.parentDatabase, key.parentTable)} (${parent.join(", ")})`;
}

function toldTypes(key: JoinedKey, types: ReadonlyMap<string, string>): string {
  const pair = key.pairs.find((one) => {
    const [mine, theirs] = ends(key, one).map((id) => types.get(id)!);
    return kind(mine!) !== kind(theirs!);
  })!;
  const [mine, theirs] = ends(key, pair).map((id) => types.get(id));
  return `${showNames(key.database, key.table, pair.child)} is ${mine}, ${showNames(key.parentDatabase, key.parentTable, pair.parent)} is ${theirs}`;
}

function addUnique(key: JoinedKey): string {
  const columns = key.pairs.map((pair) => quoteName(pair.parent)).join(", ");
  return `ALTER TABLE ${quoteTable(key.parentDatabase, key.parentTable)} ADD UNIQUE KEY (${columns});`;
}
