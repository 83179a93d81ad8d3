import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { UserError } from "../terminal/errors";
import { noStack, noStackSelected, projectFolder, saidByEngine } from "./project";

/** A stack opened for reading only. */
export type ReadStack = Pick<Stack, "name" | "workspace" | "getAllConfig" | "exportStack">;

/**
 * Opens stacks of a project for reading; by default the selected one. Does not select a stack, which would change the
 * user's selection; whether it exists shows on the first read.
 */
export async function stacksToRead(cwd: string, names: readonly string[] = []): Promise<ReadStack[]> {
  const workspace = await LocalWorkspace.create({ workDir: projectFolder(cwd), pulumiCommand: anyEngine() });
  const chosen = names.length > 0 ? names : [(await workspace.stack())?.name ?? noStackSelected()];
  return chosen.map((name) => ({
    name,
    workspace,
    getAllConfig: () => workspace.getAllConfig(name).catch(told(name)),
    exportStack: () => workspace.exportStack(name).catch(told(name)),
  }));
}

/** The SDK normally checks the engine's version first; any version it works with can be read. */
function anyEngine(): PulumiCommand {
  const properties = { command: { value: "pulumi" }, version: { value: null } };
  return Object.create(PulumiCommand.prototype, properties);
}

const told = (name: string) => (error: Error) => {
  throw error.name === "StackNotFoundError" ? noStack(name) : new UserError(saidByEngine(error));
};
