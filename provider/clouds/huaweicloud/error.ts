import { visible } from "../../../model/printing/visible";
import { type ProblemDetails, UserProblem } from "../../core/failure";
import { excerpt } from "../../http/problem";
import type { Refusal } from "../../http/retry";

/** A refusal by Huawei Cloud, with its own code and message. */
export class HuaweiError extends UserProblem implements Refusal, ProblemDetails {
  readonly told: ProblemDetails["told"];

  constructor(
    readonly doing: string,
    readonly code: string,
    /** The vendor's text alone. */
    readonly reason: string,
    readonly status: number | undefined,
    requestId: string | undefined,
  ) {
    const where = [status ? `HTTP ${status}` : undefined, requestId ? `request ${requestId}` : undefined].filter(
      Boolean,
    );
    const seen = visible(
      `${doing}: ${code ? `${code}: ` : ""}${reason}${where.length ? ` (${where.join(", ")})` : ""}`,
    );
    const fix = hint(code, status);
    super(fix ? `${seen}; ${fix}` : seen);
    this.name = "HuaweiError";
    this.told = { seen, ...(fix ? { fix } : {}) };
  }

  get denied(): boolean {
    return this.status === 403;
  }

  get refusesKeys(): boolean {
    return refusesKeys(this.code, this.status);
  }

  get throttled(): boolean {
    return this.status === 429;
  }

  get outOfOrder(): boolean {
    return this.status === undefined || this.status >= 500;
  }

  /** An error without a code is not from the service. */
  get transient(): boolean {
    return this.code === "" && this.outOfOrder;
  }
}

function refusesKeys(code: string, status: number | undefined): boolean {
  return status === 401 || /^APIGW\.03/.test(code);
}

/** What the user should check; the vendor only says that it refuses. */
function hint(code: string, status: number | undefined): string | undefined {
  if (refusesKeys(code, status))
    return "needed: valid access keys of the account that owns the project; check HW_ACCESS_KEY, HW_SECRET_KEY and HW_PROJECT_ID, or the profile or agency that they are of";
  if (status !== 403) return undefined;
  return "HW_PROJECT_ID is not the project of this region, or the credentials lack a permission, see docs/permissions.md";
}

interface SdkFailure {
  message?: string;
  errorMsg?: string;
  errorCode?: string;
  httpStatusCode?: number;
  requestId?: string;
}

/** DRS reports a refused batch call with the code inside `results[0]`, where the SDK does not look. */
export function liftBatchError(raw: unknown): unknown {
  const error = raw as { data?: { error_code?: string; error_msg?: string; results?: BatchResult[] } };
  const first = error.data?.results?.find((result) => result.error_code);
  if (!first || error.data?.error_code) return raw;
  return { ...error, data: { error_code: first.error_code, error_msg: first.error_msg ?? first.error_message } };
}

interface BatchResult {
  error_code?: string;
  error_msg?: string;
  error_message?: string;
}

export function toHuaweiError(doing: string, raw: unknown): HuaweiError {
  const error = raw as SdkFailure;
  return new HuaweiError(
    doing,
    error.errorCode ?? "",
    excerpt(error.errorMsg ?? error.message ?? "no response"),
    error.httpStatusCode,
    error.requestId,
  );
}

/** Whether what the call was about does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof HuaweiError && error.status === 404;
}

/** undefined: it does not exist. @throws whatever else the call fails with */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
