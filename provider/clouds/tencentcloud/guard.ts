import type { Guard, GuardLook } from "../../core/clouds";

/** DTS reaches instances of its own cloud inside it, past their security groups: what else keeps it out is not visible from here. */
export function serviceGuard({ login }: GuardLook): Guard {
  const where = login.instanceId ?? login.host;
  return {
    cause: `no answer from ${where} (TencentDB for MySQL) on port ${login.port}`,
    fix: `check in the vendor's console that ${where} runs and is in the region and account of the task`,
    certain: false,
  };
}
