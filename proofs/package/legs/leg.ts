import type { ForeignProject } from "../project";
import type { Stage } from "../stage";

/** A language: one whole migration, in a project outside the clone. */
export interface Leg {
  /** Resolves with `ran`, or with why it could not run here. @throws Error with a failed command's output */
  run(stage: Stage, say: (text: string) => void): Promise<string>;
}

/**
 * Steps common to all languages once the project is installed: preview, update, advance, take down, and check the
 * clouds.
 */
export async function goThrough(
  project: ForeignProject,
  policyPack: string,
  say: (text: string) => void,
  /** Additional configuration for cancelling a migration. */
  givingUp: Record<string, unknown> = {},
): Promise<string> {
  const stack = ["--stack", "dev", "--non-interactive"];
  const step = async (command: string, ...args: string[]) => {
    say(`pulumi ${[command, ...args].join(" ")}`);
    await project.expect("pulumi", command, ...args, ...stack);
  };
  await step("preview", "--policy-pack", policyPack);
  for (const phase of ["prepare", "migrate", "cancelled"]) {
    project.configure({ phase, ...(phase === "cancelled" ? givingUp : {}) });
    await step("up", "--yes", "--skip-preview", "--policy-pack", policyPack);
  }
  await step("destroy", "--yes", "--skip-preview");
  const left = leftIn(project);
  if (left.length > 0) throw new Error(`left open: ${left.join(", ")}`);
  return "ran";
}

/** Openings left in a project's clouds. */
export function leftIn({ sandbox: { world } }: ForeignProject): string[] {
  const allowed = world.alicloud.rds.list().flatMap(({ allowlists }) => [...allowlists]);
  return [
    ...world.huaweicloud.eips.list().map(({ address }) => `EIP ${address}`),
    ...world.huaweicloud.securityGroups
      .rules()
      .filter(({ description }) => description.includes("migrate-id"))
      .map(({ id }) => `security-group rule ${id}`),
    ...allowed
      .filter(([, entries]) => [...entries].some((entry) => entry !== "127.0.0.1"))
      .map(([name]) => `allowlist group ${name}`),
  ];
}
