import { troublesIn, withRemedy } from "../../../model/troubles";
import type { CallContext } from "../../core/context";
import { messageOf } from "../../core/failure";
import type { Login } from "../../core/taskSpec";

/**
 * Why a run stopped, for people: a vendor's refusal with the known remedy for its message and, if the backup of the
 * source was refused, what its cloud reports as the cause.
 */
export async function failureText(ctx: CallContext, source: Login, error: unknown): Promise<string> {
  const message = messageOf(error);
  const known = /docs\/troubleshooting\.md#/.test(message);
  const told = known ? message : withRemedy(message, wordsOf(error));
  if (!troublesIn(message).some(({ id }) => id === "backup-refused")) return told;
  return [told, ...(await backupObstacles(ctx, source))].join("\n");
}

/** The vendor's part of a message that also contains dbferry's own text. */
function wordsOf(error: unknown): string | undefined {
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: unknown };
  return typeof code === "string" && typeof reason === "string" ? `${code}: ${reason}` : undefined;
}

/** Which of the three causes the source's cloud reports; one line each. */
async function backupObstacles(ctx: CallContext, { cloud, region, account, instanceId }: Login): Promise<string[]> {
  if (cloud === "onprem" || !instanceId) return [];
  try {
    const seen = await ctx.clouds.cloud({ cloud, region, account }).backupObstacles?.(instanceId);
    if (!seen) return [];
    if (seen.length > 0) return seen.map((one) => `seen at the source: ${one}`);
    return [
      `seen at the source: no job is running on ${instanceId} and no automatic backup is shown, which leaves the AccessKey's permission`,
    ];
  } catch (failed) {
    return [`the source could not be queried for which of them it is: ${messageOf(failed)}`];
  }
}
