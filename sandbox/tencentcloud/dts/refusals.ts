import { TcError } from "../errors";
import type { Job } from "./job";

/** Refusals of DTS, with its own codes. */
export const unknownJob = (id: string) =>
  new TcError("ResourceNotFound.JobNotExist", `The migration job ${id} does not exist.`);
export const wrongStatus = (job: Job, action: string) =>
  new TcError(
    "FailedOperation.StatusInConflict",
    `The job ${job.id} is ${job.status}, which does not permit ${action}.`,
  );
export const wrongTrade = (job: Job, action: string) =>
  new TcError(
    "FailedOperation.StatusInConflict",
    `The job ${job.id} is ${job.trade}, which does not permit ${action}.`,
  );
export const invalid = (name: string, needed: string) =>
  new TcError(
    "InvalidParameterValue.InvalidParameterValue",
    `The value of parameter \`${name}\` is not valid: needed ${needed}.`,
  );
export const noInstance = (id: string) =>
  new TcError("InvalidParameter.InstanceNotFound", `The instance ${id} is not found.`);
export const unknownComparison = (id: string) =>
  new TcError("ResourceNotFound.BizResourceNotFoundError", `The compare task ${id} does not exist.`);
