import { visible } from "../../../model/printing/visible";
import { type ProblemDetails, UserProblem } from "../../core/failure";
import { excerpt } from "../../http/problem";
import type { Refusal } from "../../http/retry";

const NOT_THE_API =
  "check whatever is between this machine and Tencent Cloud, such as a proxy or an endpoint in the configuration, and run it again";

/** A refusal by Tencent Cloud, with its own code and message. */
export class TencentError extends UserProblem implements Refusal, ProblemDetails {
  readonly told: ProblemDetails["told"];

  constructor(
    doing: string,
    readonly code: string,
    readonly reason: string,
    requestId?: string,
    /** For a response that is not from the API. */
    readonly status?: number,
  ) {
    const where = [status ? `HTTP ${status}` : undefined, requestId ? `request ${requestId}` : undefined].filter(
      Boolean,
    );
    const text = excerpt(reason);
    const seen = visible(`${doing}: ${code ? `${code}: ` : ""}${text}${where.length ? ` (${where.join(", ")})` : ""}`);
    const fix = hint(code) ?? (status === undefined ? undefined : NOT_THE_API);
    super(fix ? `${seen}; ${fix}` : seen);
    this.name = "TencentError";
    this.told = { seen, ...(fix ? { fix } : {}) };
  }

  get denied(): boolean {
    return /^(UnauthorizedOperation|AuthFailure\.Unauthorized)/.test(this.code);
  }

  get refusesKeys(): boolean {
    return refusesKeys(this.code);
  }

  get throttled(): boolean {
    return /^RequestLimitExceeded/.test(this.code) || this.status === 429;
  }

  get outOfOrder(): boolean {
    return /^(InternalError|ServiceUnavailable)/.test(this.code) || (this.status ?? 0) >= 500;
  }

  get transient(): boolean {
    return this.throttled || this.outOfOrder;
  }
}

function refusesKeys(code: string): boolean {
  return /^AuthFailure/.test(code) && !/^AuthFailure\.Unauthorized/.test(code);
}

/** What the user should check; the vendor only says that it refuses. */
function hint(code: string): string | undefined {
  if (/^(UnauthorizedOperation|AuthFailure\.Unauthorized)/.test(code))
    return "the credentials lack a permission, see docs/permissions.md";
  if (refusesKeys(code))
    return "check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY (or the profile or role that they are of) and this machine's clock";
  if (/NotEnoughMoney/.test(code)) return "pay outstanding charges in the vendor's console, then run it again";
  return undefined;
}
