import { some } from "../check";
import type { Db } from "../connect";
import { picksDatabase } from "../facts/selection";
import { showNames } from "../tableName";
import { both, type CompareContext } from "./context";
import { type DatabaseSide, databases, type Inventory, isSelected, tableNames } from "./inventory";
import type { SideName } from "./tablePlan";

/**
 * Tables that were created, dropped or altered during the comparison: they were not compared, or not in their current
 * form. Changed rows are not included, because those are covered by the rechecks.
 */
export async function definedMeanwhile(context: CompareContext, inventory: Inventory): Promise<string[]> {
  const { input, same } = inventory;
  const notes: string[] = [];
  if (input.databases === "all") {
    const [mine, theirs] = await both(context, databases(context.source), databases(context.target));
    const added = (names: readonly string[], side: SideName) => {
      const known = new Set(inventory.databases.map((one) => one[side].name));
      return names.filter((name) => picksDatabase({ databases: "all" }, name) && !known.has(name));
    };
    const fresh = [...added(mine, "source"), ...added(theirs, "target")];
    if (fresh.length > 0)
      notes.push(
        note(
          "databases",
          "made",
          [...new Set(fresh)].map((name) => showNames(name)),
        ),
      );
  }
  const wanted = isSelected(input, same);
  for (const { name, source, target } of inventory.databases) {
    const picks = (table: string) => wanted(name, table);
    const found = await both(
      context,
      changes(context.source, "source", source, picks),
      changes(context.target, "target", target, picks),
    );
    notes.push(...found.flat());
  }
  return notes;
}

async function changes(
  db: Db,
  role: SideName,
  side: DatabaseSide,
  picks: (table: string) => boolean,
): Promise<string[]> {
  if (side.name === "") return [];
  const names = await tableNames(db, side.name);
  const was = [...side.kinds.keys()].filter(picks);
  const made = [...names].filter((table) => picks(table) && !side.kinds.has(table));
  const changed = await side.prints.changed(db, side.name);
  const altered = was.filter((table) => names.has(table) && changed.has(table));
  const named = (tables: readonly string[]) => tables.map((table) => showNames(side.name, table));
  return [
    note(`tables of the ${role}`, "made", named(made)),
    note(`tables of the ${role}`, "dropped", named(was.filter((table) => !names.has(table)))),
    note(`tables of the ${role}`, "altered", named(altered)),
  ].filter((text) => text !== "");
}

function note(what: string, how: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${what} were ${how} during the comparison; compare them again: ${some(names)}`;
}
