import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { Recorded } from "../audit/state";
import { isUnset, openStack, projectFolder } from "../engine/project";
import { recordedMigration } from "./reached";
import type { Subject } from "./read";

/**
 * Every migration of the backend: with its configuration if its project is available, else from its state alone. A
 * state that cannot be read may contain a migration.
 */
export async function allSubjects(cwd: string): Promise<Subject[]> {
  const workDir = projectFolder(cwd);
  const workspace = await LocalWorkspace.create({ workDir });
  const [ours, all] = await Promise.all([workspace.listStacks(), workspace.listStacks({ all: true })]);
  const { name: project } = await workspace.projectSettings();
  const names = new Set(ours.map(({ name }) => short(name)));
  const others = elsewhere(
    names,
    all.map(({ name }) => name),
    project,
  );

  const subjects: Subject[] = [];
  for (const name of names) {
    const stack = await openStack({ cwd, stack: name }, workspace.pulumiCommand);
    if (
      recordedMigration((await stack.exportStack()).deployment ?? {}).migration !== undefined ||
      (await configures(stack))
    )
      subjects.push({ name, stack });
  }
  // In another project's folder, the engine refuses stacks that do not belong to that project.
  const nowhere = mkdtempSync(join(tmpdir(), "dbferry-status-"));
  try {
    const elsewhere = await LocalWorkspace.create({ workDir: nowhere, pulumiCommand: workspace.pulumiCommand });
    for (const name of others) {
      const recorded: Recorded = await elsewhere
        .exportStack(name)
        .then(({ deployment }) => deployment ?? {})
        .catch((error: Error) => {
          const reason = /(?:error: )(.+)/.exec(error.message)?.[1] ?? error.message.split("\n", 1)[0];
          return { unread: String(reason) } as Recorded;
        });
      const unread = (recorded as { unread?: string }).unread;
      if (unread !== undefined || recordedMigration(recorded).migration !== undefined)
        subjects.push({ name, recorded, unread });
    }
  } finally {
    rmSync(nowhere, { recursive: true, force: true });
  }
  return subjects;
}

function short(name: string): string {
  return name.split("/").at(-1)!;
}

/**
 * The stacks that are not this project's, by their full names. If several organisations have a stack with that project
 * and name, this project's is ambiguous, so all are listed.
 */
export function elsewhere(ours: ReadonlySet<string>, all: readonly string[], project: string): string[] {
  const ofProject = (full: string) => full.split("/").at(-2) === project && ours.has(short(full));
  const isOurs = (full: string) =>
    !full.includes("/") ||
    (ofProject(full) && all.filter((other) => ofProject(other) && short(other) === short(full)).length === 1);
  return all.filter((full) => !isOurs(full));
}

/** A configuration that cannot be read may contain a migration; its status then says what is not known. */
async function configures(stack: Pick<Stack, "getConfig">): Promise<boolean> {
  return stack.getConfig("migration").then(
    () => true,
    (error: Error) => !isUnset(error),
  );
}
