import { TencentError } from "../../clouds/tencentcloud/client";

const codeOf = (error: unknown) => (error instanceof TencentError ? error.code : "");

/** No task has this id. */
export function isGone(error: unknown): boolean {
  return /^(ResourceNotFound(\.\w+)?|InvalidParameter\.InstanceNotFound)$/.test(codeOf(error));
}

/** The task is busy with another operation: the call will be accepted a moment later. */
export function isBusy(error: unknown): boolean {
  return /^(InternalError\.LockError|ResourceInUse(\.\w+)?)$/.test(codeOf(error));
}

/** The task's state does not allow this call. */
export function isWrongState(error: unknown): boolean {
  return /^(FailedOperation\.(StatusInConflict|StatusInConflictError|NotAllowOperation)|OperationDenied(\.(Biz|Job)?Operation\w*)?)$/.test(
    codeOf(error),
  );
}
