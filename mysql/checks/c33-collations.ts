import { type Check, fail, notApplicable, pass, some, warn } from "../check";
import { columnFacts } from "../facts/columns";
import { selectedSchemas } from "../facts/selection";
import { global } from "../facts/settings";
import { tables } from "../facts/tables";
import { setVariable } from "../remedy";
import { showNames } from "../tableName";

/** The target has every collation in use, and the same defaults. */
export const c33: Check = {
  id: "C33",
  title: "Collations known to the target",
  group: "Settings",
  side: "both",
  reads: "collation_server of both; collations of databases, tables and columns against the target's list",
  source: "Huawei DRS (collation_server; utf8mb4_0900_ai_ci on older targets breaks the load)",
  must: true,
  async run({ source, target, selection }) {
    const needed = "every collation used exists on the target; collation_server equal";
    const used = new Map<string, string>();
    for (const schema of await selectedSchemas(source, selection)) used.set(normal(schema.collation), schema.name);
    for (const table of await tables(source, selection))
      if (table.collation) used.set(normal(table.collation), showNames(table.database, table.name));
    for (const [collation, where] of (await columnFacts(source, selection)).collations)
      if (!used.has(normal(collation))) used.set(normal(collation), where);
    const rows = await target.query<{ n: string }>("SELECT COLLATION_NAME AS n FROM information_schema.COLLATIONS", {
      doing: "reading collations",
    });
    const known = new Set(rows.map((row) => normal(row.n)));
    // MariaDB lists Unicode 14 collations without their character set.
    const missing = [...used].filter(
      ([name]) => !known.has(name) && !known.has(name.replace(/^[^_]+_(?=uca1400)/, "")),
    );
    if (missing.length > 0) {
      const found = `the target lacks ${some(missing.map(([name, where]) => `${name} (${where})`))}`;
      return fail(
        found,
        needed,
        "choose a target that knows it, or: ALTER TABLE <table> CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;",
      );
    }
    const [mine, theirs] = [await global(source, "collation_server"), await global(target, "collation_server")];
    if (mine === undefined || theirs === undefined)
      return notApplicable("every collation is known; a side does not report collation_server", needed);
    if (normal(mine) !== normal(theirs)) {
      return warn(
        `collation_server: source ${mine}, target ${theirs}`,
        needed,
        setVariable(target, "collation_server", mine, { note: "on the target" }),
      );
    }
    return pass(`${used.size} collations used, all known; collation_server ${mine}`, needed);
  },
};

function normal(collation: string): string {
  return collation.replace(/^utf8_/, "utf8mb3_");
}
