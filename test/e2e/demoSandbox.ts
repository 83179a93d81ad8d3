import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";
import type { CloudName } from "../../sandbox/clouds";

/**
 * A sandbox with the demo's data in a folder of its own, for a task that moves the whole instance: its target has no
 * filter, so it need not restart before the load, when the next update may look at it already.
 */
export async function demoSandbox<S extends CloudName = "alicloud", T extends CloudName = "huaweicloud">(
  options: Omit<SandboxOptions<S, T>, "dir">,
): Promise<{ folder: string; sandbox: Sandbox<S, T> }> {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-e2e-"));
  const sandbox = await startSandbox<S, T>({
    data: "demo",
    clock: 600,
    ...options,
    dir: join(folder, "sandbox"),
    mysql: { ...options.mysql, target: { "replicate-wild-do-table": null, ...options.mysql?.target } },
  });
  return { folder, sandbox };
}
