/** An error response of the RPC gateway or of RDS: HTTP status, and the vendor's code and message. */
export class RpcError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "RpcError";
  }
}

/** Codes returned by more than one action (vendor's error center, product Rds). */
export const errors = {
  missing: (parameter: string) =>
    new RpcError(
      400,
      "MissingParameter",
      `The input parameter "${parameter}" that is mandatory for processing this request is not supplied.`,
    ),
  invalid: (parameter: string) =>
    new RpcError(400, `Invalid${parameter}.Malformed`, `The specified parameter "${parameter}" is not valid.`),
  instanceNotFound: () =>
    new RpcError(404, "InvalidDBInstanceId.NotFound", "The DBInstanceId provided does not exist in our records."),
  instanceStatus: () =>
    new RpcError(403, "OperationDenied.DBInstanceStatus", "The operation is not permitted due to status of instance."),
  regionNotFound: () => new RpcError(404, "InvalidRegion.NotFound", "Specified Region does not exist in the RDS"),
  /**
   * The cloud ignores unknown parameters; the sandbox rejects them, because a misspelt parameter is a bug in the
   * caller.
   */
  unknownParameter: (action: string, parameter: string) =>
    new RpcError(400, "UnsupportedParameter", `The parameter "${parameter}" is not supported by ${action}.`),
  /**
   * Not 404, the cloud's response for unknown actions: the cloud may have this one, and clients that see 404 or
   * "NotFound" forget the resource.
   */
  actionNotImplemented: (action: string) =>
    new RpcError(
      400,
      "UnsupportedOperation",
      `The sandbox does not implement ${JSON.stringify(action)}; docs/sandbox.md lists what it implements.`,
    ),
  /** Valid in the cloud but not simulated by the sandbox: ignoring it would give a wrong response. */
  notImplemented: (action: string, parameter: string) =>
    new RpcError(
      400,
      "UnsupportedParameter",
      `The parameter "${parameter}" of ${action} exists in the cloud, but the sandbox does not implement it: leave it out.`,
    ),
} as const;
