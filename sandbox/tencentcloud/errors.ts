/** A refusal by the cloud: HTTP 200 with the vendor's code and message in `Response.Error`. */
export class TcError extends Error {
  override readonly name = "TcError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Codes common to all services. */
export const errors = {
  missing: (name: string) =>
    new TcError("MissingParameter", `The request is missing a required parameter \`${name}\`.`),
  unknown: (name: string) => new TcError("UnknownParameter", `The parameter \`${name}\` is not recognized.`),
  type: (name: string) => new TcError("InvalidParameter", `The value type of parameter \`${name}\` is not valid.`),
  value: (name: string, needed: string) =>
    new TcError("InvalidParameterValue", `The value of parameter \`${name}\` is not valid: needed ${needed}.`),
  unsupportedRegion: (region: string) =>
    new TcError("UnsupportedRegion", `The request does not support the region \`${region}\`.`),
  /** For what exists in the cloud but is not simulated: a code that no client interprets as "it is gone". */
  notImplemented: (what: string) =>
    new TcError(
      "UnsupportedOperation",
      `${what} exists in the cloud, but the sandbox does not implement it: leave it out.`,
    ),
} as const;
