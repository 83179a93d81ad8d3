import type { Guard, GuardLook } from "../../core/clouds";

/**
 * DTS reaches instances inside its own cloud, bypassing their security groups: what else blocks it is not visible from
 * here.
 */
export function serviceGuard({ login }: GuardLook): Guard {
  const where = login.instanceId ?? login.host;
  return {
    cause: `no answer from ${where} (TencentDB for MySQL) on port ${login.port}`,
    fix: `check in the vendor's console that ${where} is running and is in the task's region and account`,
    certain: false,
  };
}
