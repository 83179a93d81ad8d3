import { type HuaweiClient, HuaweiError, type HuaweiRequest } from "../../clouds/huaweicloud/client";
import type { ActionResult, BatchAnswer } from "./wire";

/** No such job, and job deleted. */
const GONE_CODES: ReadonlySet<string> = new Set(["DRS.M00289", "DRS.M05004"]);

/** "Another operation is being performed on the task": the call will be accepted a moment later. */
export function isBusy(error: unknown): boolean {
  return error instanceof HuaweiError && error.code === "DRS.M01504";
}

/** "This API cannot be called in the current task status". */
export function isWrongState(error: unknown): boolean {
  return error instanceof HuaweiError && error.code === "DRS.M00304";
}

export function isGone(error: unknown): boolean {
  return error instanceof HuaweiError && GONE_CODES.has(error.code);
}

/** "The returned result is empty", and "the corresponding parameter is not obtained from the cache": it has nothing of this kind. */
const NOTHING_CODES: ReadonlySet<string> = new Set(["DRS.M00002", "DRS.M00303"]);

export function hasNothing(error: unknown): boolean {
  return error instanceof HuaweiError && NOTHING_CODES.has(error.code);
}

/** The DRS calls have two shapes: batches of jobs (v3), and single jobs (v5). */
export class DrsClient {
  constructor(readonly huawei: HuaweiClient) {}

  /**
   * Makes a v3 batch call for one job and returns its result. A result with an error code, or with the status "failed",
   * is a refusal even when HTTP says 200.
   */
  async one<T extends ActionResult>(
    doing: string,
    path: string,
    body: Record<string, unknown>,
    how: How = {},
  ): Promise<T> {
    const results = await this.batch<T>(doing, path, body, how);
    const result = results[0];
    const what = `Huawei DRS, ${doing}`;
    if (!result) throw new HuaweiError(what, "", "the response contains no result", undefined, undefined);
    const refused = result.error_code || (how.statusWord !== false && result.status?.toLowerCase() === "failed");
    if (refused) {
      const text = result.error_msg ?? result.error_message ?? `status ${result.status}`;
      throw new HuaweiError(what, result.error_code ?? "", text, undefined, undefined);
    }
    return result;
  }

  async batch<T>(doing: string, path: string, body: Record<string, unknown>, how: How = {}): Promise<T[]> {
    const answer = await this.send<BatchAnswer<T>>(doing, {
      method: how.method ?? "POST",
      url: `/v3/{project_id}/jobs/${path}`,
      body,
      reads: how.reads,
    });
    return answer.results ?? [];
  }

  /** A v5 call on one job. */
  async job<T = object>(
    doing: string,
    method: HuaweiRequest["method"],
    id: string,
    tail: string,
    body: object,
  ): Promise<T> {
    return this.send<T>(doing, {
      method,
      url: `/v5/{project_id}/jobs/{job_id}${tail}`,
      params: { job_id: id },
      body: body as Record<string, unknown>,
    });
  }

  /** A v5 action; anything but success is a refusal. */
  async action(doing: string, id: string, name: string, params: Record<string, unknown>): Promise<void> {
    const answer = await this.job<{ status?: string }>(doing, "POST", id, "/action", {
      job: { action_name: name, action_params: params },
    });
    if (answer.status && answer.status !== "success") {
      throw new HuaweiError(`Huawei DRS, ${doing}`, "", `status ${answer.status}`, undefined, undefined);
    }
  }

  /** DRS refuses some calls with HTTP 202 and an error in the body. */
  async send<T>(doing: string, request: HuaweiRequest): Promise<T> {
    const what = `Huawei DRS, ${doing}`;
    const answer = await this.huawei.send<T & ActionResult>("drs", what, request);
    if (!answer.error_code) return answer;
    throw new HuaweiError(what, answer.error_code, answer.error_msg ?? "", undefined, undefined);
  }
}

interface How {
  method?: HuaweiRequest["method"];
  reads?: boolean;
  /** False: `status` is the state of a task, not the outcome of the call. */
  statusWord?: boolean;
}
