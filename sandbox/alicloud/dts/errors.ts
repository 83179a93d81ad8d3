import { RpcError } from "../errors";

/** Error codes of DTS, from the vendor's Terraform provider and documentation. */
export const refused = {
  unknownJob: () => new RpcError(400, "InvalidJobId", "The specified job id is not valid."),
  unknownInstance: () => new RpcError(403, "Forbidden.InstanceNotFound", "The specified instance is not found."),
  status: (action: string, status: string) =>
    new RpcError(
      403,
      "Forbidden.InvalidJobStatus",
      `The operation ${action} is not permitted due to status of the job: ${status}.`,
    ),
  value: (parameter: string, why = "") =>
    new RpcError(
      400,
      "InvalidParameter",
      `The Value of Input Parameter ${parameter} is not valid.${why && ` ${why}.`}`,
    ),
  notBought: () => new RpcError(403, "Forbidden.InstanceNotPurchased", "The job has no instance: purchase one first."),
  bought: () =>
    new RpcError(
      400,
      "InvalidParameter",
      "The Value of Input Parameter JobId is not valid. The job has an instance already.",
    ),
} as const;
