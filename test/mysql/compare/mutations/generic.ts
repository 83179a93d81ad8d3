import type { MutationCase } from "./case";
import type { ColumnKind } from "./columns/column";

type Shape = Omit<MutationCase, "name" | "size" | "columns"> & { kind: string; table?: "id" | "keyless" | "typed" };

/** Every kind of change to one column type: the type's own changes, and those that apply to any value. */
export function casesOf(column: ColumnKind): MutationCase[] {
  const shapes = [...generic(column), ...peculiar(column)];
  return shapes.map(({ kind, table = "id", ...rest }) => ({
    ...rest,
    name: `${column.name}: ${kind}`,
    size: column.size ?? "tiny",
    columns: (server, side, pair) => {
      const type = typeof column.type === "string" ? column.type : column.type(server, side, pair);
      if (type === undefined) return undefined;
      if (table === "typed")
        return `v ${type.replace(/ NULL$/, "")} NOT NULL, w ${type}, n INT, PRIMARY KEY (${column.key})`;
      const columns = `id INT NOT NULL, v ${type}, w ${type}`;
      return table === "keyless" ? columns : `${columns}, PRIMARY KEY (id)`;
    },
  }));
}

function generic({ values, nothing }: ColumnKind): Shape[] {
  const [a, b, c] = values;
  const rows = [`(1, ${a}, ${b})`, `(2, ${b}, ${a})`, `(3, ${c}, ${c})`, `(4, NULL, ${a})`];
  const one = (kind: string, ...change: string[]): Shape => ({ kind, rows, change, differing: [1, 1] });
  const two = (kind: string, ...change: string[]): Shape => ({ kind, rows, change, differing: [2, 2] });
  const keyless = (kind: string, over: string[], ...change: string[]): Shape => ({
    kind: `without a key, ${kind}`,
    table: "keyless",
    rows: over,
    change,
    differing: [1, 2],
  });
  const twice = [`(1, ${a}, ${b})`, `(1, ${a}, ${b})`, `(2, ${b}, ${b})`];
  return [
    one("NULL for a value", "UPDATE {t} SET v = NULL WHERE id = 2"),
    one("a value for NULL", `UPDATE {t} SET v = ${a} WHERE id = 4`),
    one("columns swapped", `UPDATE {t} SET v = ${a}, w = ${b} WHERE id = 2`),
    two("rows swapped", `UPDATE {t} SET v = ${b} WHERE id = 1`, `UPDATE {t} SET v = ${a} WHERE id = 2`),
    {
      kind: "the same change in two rows",
      rows: [`(1, ${a}, ${a})`, `(2, ${a}, ${a})`, `(3, ${c}, ${c})`],
      change: [`UPDATE {t} SET v = ${b} WHERE id < 3`],
      differing: [2, 2],
    },
    {
      kind: "the same change in two columns",
      rows: [`(1, ${a}, ${a})`, `(2, ${c}, ${c})`],
      change: [`UPDATE {t} SET v = ${b}, w = ${b} WHERE id = 1`],
      differing: [1, 1],
    },
    one("a row deleted", "DELETE FROM {t} WHERE id = 2"),
    two("two rows deleted", "DELETE FROM {t} WHERE id < 3"),
    one("a row added", `INSERT INTO {t} VALUES (7, ${a}, ${b})`),
    one("a row of NULL added", "INSERT INTO {t} VALUES (0, NULL, NULL)"),
    two("another key", "UPDATE {t} SET id = 9 WHERE id = 2"),
    two(
      "keys swapped",
      "UPDATE {t} SET id = 99 WHERE id = 1",
      "UPDATE {t} SET id = 1 WHERE id = 2",
      "UPDATE {t} SET id = 2 WHERE id = 99",
    ),
    { kind: "every row gone", rows, change: ["DELETE FROM {t}"], differing: [4, 4] },
    ...(nothing === undefined
      ? []
      : [
          {
            kind: "NULL for nothing",
            rows: [`(1, ${nothing}, ${a})`, `(2, NULL, ${a})`],
            change: ["UPDATE {t} SET v = NULL WHERE id = 1"],
            differing: [1, 1] as const,
          },
          {
            kind: "nothing for NULL",
            rows: [`(1, ${nothing}, ${a})`, `(2, NULL, ${a})`],
            change: [`UPDATE {t} SET v = ${nothing} WHERE id = 2`],
            differing: [1, 1] as const,
          },
          {
            kind: "NULL and nothing swapped between columns",
            rows: [`(1, ${nothing}, NULL)`],
            change: [`UPDATE {t} SET v = NULL, w = ${nothing}`],
            differing: [1, 1] as const,
          },
        ]),
    keyless("one row more of two", twice, `INSERT INTO {t} VALUES (1, ${a}, ${b})`),
    keyless("two rows more of two", twice, `INSERT INTO {t} VALUES (1, ${a}, ${b}), (1, ${a}, ${b})`),
    keyless("two equal rows gone", twice, "DELETE FROM {t} WHERE id = 1"),
    keyless("one of two equal rows changed", twice, `UPDATE {t} SET v = ${b} WHERE id = 1 LIMIT 1`),
    keyless("a value changed", rows, `UPDATE {t} SET v = ${c} WHERE id = 1`),
    keyless("NULL for a value", rows, "UPDATE {t} SET v = NULL WHERE id = 1"),
    keyless("columns swapped", rows, `UPDATE {t} SET v = ${a}, w = ${b} WHERE id = 2`),
  ];
}

function peculiar({ values, changes, key }: ColumnKind): Shape[] {
  const [a, b, c] = values;
  return changes.flatMap(({ kind, from, to }): Shape[] => {
    const rows = [`(1, ${a}, ${b})`, `(2, ${from}, ${c})`, `(3, ${to}, ${c})`];
    const shapes: Shape[] = [
      { kind, rows, change: [`UPDATE {t} SET v = ${to} WHERE id = 2`], differing: [1, 1] },
      {
        kind: `${kind}, in a table without a key`,
        table: "keyless",
        rows,
        change: [`UPDATE {t} SET v = ${to} WHERE id = 2`],
        differing: [1, 2],
      },
      {
        kind: `${kind}, swapped between columns`,
        rows: [`(1, ${from}, ${to})`],
        change: [`UPDATE {t} SET v = ${to}, w = ${from}`],
        differing: [1, 1],
      },
      {
        kind: `${kind}, swapped between rows`,
        rows: [`(1, ${from}, ${c})`, `(2, ${to}, ${c})`],
        change: [`UPDATE {t} SET v = ${to} WHERE id = 1`, `UPDATE {t} SET v = ${from} WHERE id = 2`],
        differing: [2, 2],
      },
    ];
    if (key && from !== "NULL" && to !== "NULL")
      shapes.push({
        kind: `${kind}, in the key`,
        table: "typed",
        rows: [`(${from}, ${c}, 1)`],
        change: [`UPDATE {t} SET v = ${to} WHERE n = 1`],
        differing: [1, 2],
      });
    return shapes;
  });
}
