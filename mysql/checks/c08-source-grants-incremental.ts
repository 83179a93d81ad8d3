import type { Check, CheckContext } from "../check";
import { baseTables } from "../facts/tables";
import { StatementProblem } from "../problem";
import { leastRights } from "../rights";
import { missingRights, rightsOutcome } from "./rights-found";

/** The source account may read the binary log. */
export const c08: Check = {
  id: "C08",
  title: "Source account's privileges for incremental replication",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source: "Huawei DRS, Alibaba DTS CHECK_AUTH_SRC, Tencent DTS 571/42645: permissions of the source account",
  incrementalOnly: true,
  must: true,
  async run(context) {
    const { source, engine } = context;
    const full = leastRights(engine, "full", "source", source.server);
    const whole = leastRights(engine, "full+incremental", "source", source.server);
    const rights = {
      ...whole,
      global: whole.global.filter((right) => !full.global.includes(right)),
      data: whole.data.filter((right) => !full.data.includes(right)),
      extra: {},
    };
    const missing = await missingRights(context, source, rights);
    const transactional = missing.length > 0 && (await onlyInnodb(context));
    const wanted = `${[...rights.global, ...rights.data].join(", ")} (${engine}, full + incremental)`;
    // A consistent snapshot needs no table lock when all tables are transactional; views are read during the full load.
    return rightsOutcome(
      source,
      missing,
      wanted,
      ({ right }) => (right === "LOCK TABLES" && transactional) || right === "SHOW VIEW",
    );
  },
};

/** True when every table is transactional; false when the tables cannot be read. */
async function onlyInnodb({ source, selection }: CheckContext): Promise<boolean> {
  try {
    return (await baseTables(source, selection)).every((table) => table.engine === "InnoDB");
  } catch (error) {
    if (error instanceof StatementProblem && error.noPrivilege) return false;
    throw error;
  }
}
