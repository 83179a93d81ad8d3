/** An error response of the cloud: HTTP status, and the body exactly in the service's format. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
  ) {
    super(JSON.stringify(body));
    this.name = "ApiError";
  }
}

/** The error format of one service; `request_id` is added on sending, in services that have it. */
export type ErrorShape = (code: string, message: string, requestId: string) => Record<string, unknown>;

/** DRS, RDS: `{error_code, error_msg}`. */
export const plainShape: ErrorShape = (code, message) => ({ error_code: code, error_msg: message });

/** VPC and EIP v3 and the API gateway itself: `{error_msg, error_code, request_id}`. */
export const gatewayShape: ErrorShape = (code, message, requestId) => ({
  error_msg: message,
  error_code: code,
  request_id: requestId,
});

/** VPC and EIP v1 and v2.0: `{code, message}`. */
export const neutronShape: ErrorShape = (code, message) => ({ code, message });

/** IAM: `{error: {code, message, title}}`. */
export const iamShape: ErrorShape = (code, message) => ({ error: { code, message, title: "Error" } });

/** Thrown by handlers; converted to an `ApiError` body in the service's format. */
export class Refusal extends Error {
  /** @param status HTTP status @param code the vendor's code, e.g. "DRS.M00304" */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}
