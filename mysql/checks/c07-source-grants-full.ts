import { PROFILES } from "../../model/engines/profiles";
import type { Check, CheckContext } from "../check";
import { programs } from "../facts/programs";
import { tables } from "../facts/tables";
import { StatementProblem } from "../problem";
import { leastRights } from "../rights";
import { missingRights, rightsOutcome } from "./rights-found";

/** The source account may read what a full load reads. */
export const c07: Check = {
  id: "C07",
  title: "Source account's privileges for the full load",
  group: "Account",
  side: "source",
  reads: "SHOW GRANTS",
  source: "Huawei DRS, Alibaba DTS CHECK_AUTH_SRC, Tencent DTS 571/42645: permissions of the source account",
  must: true,
  async run(context) {
    const rights = leastRights(context.engine, "full", "source", context.source.server);
    // The engine's own schema is covered by check C60.
    const missing = await missingRights(context, context.source, {
      ...rights,
      extra: { mysql: rights.extra["mysql"] ?? [] },
    });
    const spare = missing.length > 0 ? await spareRights(context) : new Set<string>();
    const wanted = `${[...rights.global, ...rights.data].join(", ")} (${context.engine}, full)`;
    // Unreadable routines are reported by C53.
    const forRoutines = (on: string) => PROFILES[context.engine].globalRightsAreForRoutines.value && on === "*.*";
    return rightsOutcome(context.source, missing, wanted, ({ right, on }) => spare.has(right) || forRoutines(on));
  },
};

/** Rights for kinds of objects that the selection does not contain, as far as can be seen. */
async function spareRights(context: CheckContext): Promise<Set<string>> {
  const { source, selection } = context;
  const spare = new Set<string>();
  try {
    if (!(await tables(source, selection)).some((table) => table.kind === "view")) spare.add("SHOW VIEW");
    // Without the right, events are invisible: none count here, and C52 reports it.
    if (!(await programs(source, selection)).some((program) => program.kind === "event")) spare.add("EVENT");
  } catch (error) {
    if (!(error instanceof StatementProblem && error.noPrivilege)) throw error;
  }
  return spare;
}
