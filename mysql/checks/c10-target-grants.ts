import type { Check } from "../check";
import { type Engine, leastRights } from "../rights";
import { missingRights, rightsOutcome } from "./rights-found";

/** Rights without which only accounts, definers or scheduled events stay behind. */
const SECONDARY: Record<Engine, ReadonlySet<string>> = {
  drs: new Set(["GRANT OPTION"]),
  "tencent-dts": new Set(["CREATE USER", "SHOW DATABASES"]),
  "alibaba-dts": new Set(["EVENT", "TRIGGER"]),
};

/** The target account may create and fill what is migrated. */
export const c10: Check = {
  id: "C10",
  title: "Target account's rights",
  group: "Account",
  side: "target",
  reads: "SHOW GRANTS",
  source: "Huawei DRS permissions of the destination account, Alibaba DTS CHECK_AUTH_DEST, Tencent DTS 571/61695",
  must: true,
  async run(context) {
    const rights = leastRights(context.engine, context.mode, "target", context.target.server);
    const missing = await missingRights(context, context.target, rights);
    const wanted = `${[...rights.global, ...rights.data, ...(rights.grantOption ? ["GRANT OPTION"] : [])].join(", ")} (${context.engine})`;
    return rightsOutcome(context.target, missing, wanted, ({ right }) => SECONDARY[context.engine].has(right));
  },
};
