import { expect, it } from "vitest";
import { serverFacts } from "../../../model/mysql/server";
import type { Db } from "../../../mysql/connect";
import { comparedByService } from "../../../mysql/gates/byService";
import type { GateContext, GatesInput } from "../../../mysql/gates/types";
import type { TableName } from "../../../mysql/tableName";

const ANSWERS: [RegExp, object[]][] = [
  [/MASTER STATUS/, [{ File: "b.000001", Position: 4 }]],
  [/INNODB_TRX/, [{ n: 0 }]],
  [/SHOW GRANTS/, [{ g: "GRANT ALL PRIVILEGES ON *.* TO 'root'@'%'" }]],
  [/lower_case_table_names/, [{ folds: 1 }]],
  [/information_schema\.TABLES/, ["orders", "kept"].map((t) => ({ d: "shop", t }))],
];

/** A source that folds names and holds `shop.orders` and `shop.kept`. */
async function asked(...tables: TableName[]) {
  return askedOf({ databases: ["Shop"], tables });
}

async function askedOf(selection: Pick<GatesInput, "databases" | "tables">, ...answers: typeof ANSWERS) {
  const source = {
    server: serverFacts({ version: "5.5.62", versionComment: "", basedir: "/usr", operatorVariables: [] }),
    query: async (sql: string) => [...answers, ...ANSWERS].find(([pattern]) => pattern.test(sql))?.[1] ?? [],
  } as unknown as Db;
  const compared: TableName[][] = [];
  const input = {
    ...selection,
    quietSeconds: 0,
    serviceComparison: async (given: TableName[]) => {
      compared.push(given);
      return { status: "pass", found: "equal" };
    },
  };
  const context = {
    input,
    source,
    paused: { position: { file: "b.000001", position: 4 }, at: 0 },
    statusOf: () => "pass",
  };
  const { status, found } = await comparedByService(context as unknown as GateContext);
  return { status, found, compared };
}

it("the service compares the selected tables as the source names them", async () => {
  expect(await asked({ database: "Shop", table: "Orders" })).toMatchObject({
    status: "pass",
    compared: [[{ database: "shop", table: "orders" }]],
  });
});

it("a selected table that the source does not show is not proven by the others, nor by an empty list", async () => {
  const lost = { database: "shop", table: "lost" };
  for (const more of [[], [{ database: "shop", table: "orders" }]])
    expect(await asked(lost, ...more)).toMatchObject({
      status: "undetermined",
      found: "not on the source as tables: shop.lost",
      compared: [],
    });
});

it("what the source hides from the account is not proven by what it shows", async () => {
  const grants = ["GRANT ALL PRIVILEGES ON *.* TO `a`@`%`", "REVOKE SELECT ON `secret`.* FROM `a`@`%`"];
  expect(await askedOf({ databases: "all" }, [/SHOW GRANTS/, grants.map((g) => ({ g }))])).toMatchObject({
    status: "undetermined",
    found: expect.stringMatching(/not allowed to see the database secret/),
    compared: [],
  });
});
