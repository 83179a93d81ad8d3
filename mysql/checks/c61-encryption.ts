import { PROFILES } from "../../model/engines/profiles";
import { type Check, failIf, pass, some, sqlLines } from "../check";
import { baseTables } from "../facts/tables";
import { quoteTable } from "../sql";
import { showNames } from "../tableName";

/** `ENCRYPTION="Y"` on MySQL, `` `encrypted`='YES' `` on MariaDB. */
const ENCRYPTED = /encrypt(ion|ed)`?\s*=\s*["'`]?y/i;

/** No table that needs the source's keyring. */
export const c61: Check = {
  id: "C61",
  title: "Encrypted tables",
  group: "Objects",
  side: "source",
  reads: "CREATE_OPTIONS of tables",
  source: "Huawei DRS (not supported)",
  must: true,
  async run({ source, engine, selection }) {
    const needed = "no encrypted tables";
    const encrypted = (await baseTables(source, selection)).filter((table) => ENCRYPTED.test(table.createOptions));
    if (encrypted.length === 0) return pass("none", needed);
    const plain = source.server.flavour === "mariadb" ? "ENCRYPTED=NO" : "ENCRYPTION='N'";
    const fix = sqlLines(encrypted.map((table) => `ALTER TABLE ${quoteTable(table.database, table.name)} ${plain};`));
    return failIf(PROFILES[engine].encryptedTables.value === "fail")(
      some(encrypted.map((table) => showNames(table.database, table.name))),
      needed,
      `${fix}\n-- or leave them out; the target needs its own keyring`,
    );
  },
};
