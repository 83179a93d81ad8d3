import { PROFILES } from "../../model/engines/profiles";
import type { Check } from "../check";
import { leastRights } from "../rights";
import { missingRights, rightsOutcome } from "./rights-found";

/** The target account can create and load what is migrated. */
export const c10: Check = {
  id: "C10",
  title: "Target account's privileges",
  group: "Account",
  side: "target",
  reads: "SHOW GRANTS",
  source: "Huawei DRS permissions of the destination account, Alibaba DTS CHECK_AUTH_DEST, Tencent DTS 571/61695",
  must: true,
  async run(context) {
    const rights = leastRights(context.engine, context.mode, "target", context.target.server);
    const missing = await missingRights(context, context.target, rights);
    const wanted = `${[...rights.global, ...rights.data, ...(rights.grantOption ? ["GRANT OPTION"] : [])].join(", ")} (${context.engine})`;
    const secondary = PROFILES[context.engine].secondaryTargetRights.value;
    return rightsOutcome(context.target, missing, wanted, ({ right }) => secondary.has(right));
  },
};
