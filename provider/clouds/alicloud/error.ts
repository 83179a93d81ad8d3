import { visible } from "../../../model/printing/visible";
import { type ProblemDetails, UserProblem } from "../../core/failure";
import { excerpt } from "../../http/problem";
import type { Refusal } from "../../http/retry";

/** A refusal by Alibaba Cloud, with its own code and message. */
export class AlicloudError extends UserProblem implements Refusal, ProblemDetails {
  readonly told: ProblemDetails["told"];

  constructor(
    doing: string,
    readonly code: string,
    readonly reason: string,
    readonly status: number | undefined,
    service = "Alibaba RDS",
  ) {
    const seen = `${service}, ${doing}: ${visible(`${code ? `${code}: ` : ""}${reason}`)}${status ? ` (HTTP ${status})` : ""}`;
    const fix = hint(code);
    super(fix ? `${seen}; ${fix}` : seen);
    this.name = "AlicloudError";
    this.told = { seen, ...(fix ? { fix } : {}) };
  }

  get denied(): boolean {
    return DENIED.test(this.code);
  }

  get refusesKeys(): boolean {
    return KEYS.test(this.code);
  }

  get throttled(): boolean {
    return /^Throttling/.test(this.code);
  }

  get outOfOrder(): boolean {
    return this.status === undefined || this.status >= 500 || /ServiceUnavailable/.test(this.code);
  }

  get transient(): boolean {
    return this.throttled || this.outOfOrder;
  }
}

const KEYS = /^(SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId|InvalidSecurityToken)/;
const DENIED = /^(NoPermission|Forbidden)/;

/** What the user should check; the vendor only says that it refuses. */
function hint(code: string): string | undefined {
  if (KEYS.test(code))
    return "needed: valid access keys; check ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or the profile or role that they are of";
  return DENIED.test(code) ? "the credentials lack a permission, see docs/permissions.md" : undefined;
}

/** The SDK's error for a response that does not have the declared shape. */
export function isMisshapen(error: unknown): boolean {
  return error instanceof Error && /^(can not cast to |type of \S+ is mismatch)/.test(error.message);
}

interface TeaError {
  code?: string;
  message?: string;
  statusCode?: number;
  data?: { Message?: string; statusCode?: number };
}

export function toAlicloudError(doing: string, raw: unknown, service?: string): AlicloudError {
  const error = raw as TeaError;
  const status = error.statusCode ?? error.data?.statusCode;
  const code = status === undefined ? "" : (error.code ?? "");
  const text = error.data?.Message ?? (error.message ?? String(raw)).replace(`${error.code}: `, "");
  // The client core puts the whole URL of a failed call into its message; its query may contain passwords.
  const address = text.replace(/(https?:\/\/[^\s?]*)\?\S*/gi, "$1");
  // A refused signature includes the signed request: its parameters contain passwords, its headers the token.
  const reason = address.replace(
    /\s*\bserver\s+(string\s*to\s*sign|canonical\s*request)\b[\s\S]*/i,
    " (the signed request is not shown)",
  );
  return new AlicloudError(doing, code, excerpt(reason), status, service);
}
