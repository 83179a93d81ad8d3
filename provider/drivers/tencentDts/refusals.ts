import { TencentError } from "../../clouds/tencentcloud/client";

const codeOf = (error: unknown) => (error instanceof TencentError ? error.code : "");

/** The vendor knows no such task. */
export function isGone(error: unknown): boolean {
  return /^(ResourceNotFound(\.\w+)?|InvalidParameter\.InstanceNotFound)$/.test(codeOf(error));
}

/** Something else is being done with the task: it takes the call a moment later. */
export function isBusy(error: unknown): boolean {
  return /^(InternalError\.LockError|ResourceInUse(\.\w+)?)$/.test(codeOf(error));
}

/** The task is in a state in which the vendor does not take this call. */
export function isWrongState(error: unknown): boolean {
  return /^(FailedOperation\.(StatusInConflict|StatusInConflictError|NotAllowOperation)|OperationDenied(\.(Biz|Job)?Operation\w*)?)$/.test(
    codeOf(error),
  );
}
