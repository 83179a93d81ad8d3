import type * as accounts from "../../mysql/accounts";
import type * as ahead from "../../mysql/ahead";
import type * as before from "../../mysql/copied/before";
import type * as preflight from "../../mysql/preflight";
import type { CutoverProof, CutoverQuestion } from "./cutoverProof";

/**
 * The MySQL operations that resources need; loaded on first use, because the provider must start fast. (A dynamic
 * import needs the extension of the compiled file.)
 */
export interface MysqlWork {
  ensureAccount: typeof accounts.ensureAccount;
  lookAtAccount: typeof accounts.inspectAccount;
  dropAccount: typeof accounts.dropAccount;
  serverIdentity: typeof accounts.serverIdentity;
  runPreflight: typeof preflight.runPreflight;
  readTargetBefore: typeof before.readTargetBefore;
  lookAtServer: typeof ahead.probeServer;
  proveCutover(question: CutoverQuestion): Promise<CutoverProof>;
}

export const mysqlWork: MysqlWork = {
  ensureAccount: async (...args) => (await import("../../mysql/accounts.js")).ensureAccount(...args),
  lookAtAccount: async (...args) => (await import("../../mysql/accounts.js")).inspectAccount(...args),
  dropAccount: async (...args) => (await import("../../mysql/accounts.js")).dropAccount(...args),
  serverIdentity: async (...args) => (await import("../../mysql/accounts.js")).serverIdentity(...args),
  runPreflight: async (...args) => (await import("../../mysql/preflight.js")).runPreflight(...args),
  readTargetBefore: async (...args) => (await import("../../mysql/copied/before.js")).readTargetBefore(...args),
  lookAtServer: async (...args) => (await import("../../mysql/ahead.js")).probeServer(...args),
  proveCutover: async (question) => (await import("./cutoverProof.js")).proveCutover(question),
};
