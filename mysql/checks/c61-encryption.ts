import { type Check, failIf, pass, some, sqlLines } from "../check";
import { baseTables } from "../facts/tables";
import { quoteTable } from "../sql";

/** No table that only the source's keyring can read. */
export const c61: Check = {
  id: "C61",
  title: "Encrypted tables",
  group: "Objects",
  side: "source",
  reads: "CREATE_OPTIONS of tables",
  source: "Huawei DRS (not supported)",
  must: true,
  async run({ source, engine, selection }) {
    const needed = "no table with ENCRYPTION='Y'";
    const encrypted = (await baseTables(source, selection)).filter((table) =>
      /encryption=["']?y|encrypted=["']?yes/i.test(table.createOptions),
    );
    if (encrypted.length === 0) return pass("none", needed);
    const fix = sqlLines(
      encrypted.map((table) => `ALTER TABLE ${quoteTable(table.database, table.name)} ENCRYPTION='N';`),
    );
    return failIf(engine === "drs")(
      some(encrypted.map((table) => `${table.database}.${table.name}`)),
      needed,
      `${fix}\n-- or leave them out; on the target a keyring of its own is needed`,
    );
  },
};
