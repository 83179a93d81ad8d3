import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { UserError } from "../terminal/errors";
import { noStack, noStackSelected, projectFolder, saidByEngine } from "./project";

/** A stack that is only read. */
export type ReadStack = Pick<Stack, "name" | "workspace" | "getAllConfig" | "exportStack">;

/**
 * Stacks of a project, to be read; the selected one where none is named. None is selected for it, which would change what the user has
 * selected: that one is there is told by its first reading.
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

/** The SDK asks an engine for its version first; every version that it works with can be read. */
function anyEngine(): PulumiCommand {
  const properties = { command: { value: "pulumi" }, version: { value: null } };
  return Object.create(PulumiCommand.prototype, properties);
}

const told = (name: string) => (error: Error) => {
  throw error.name === "StackNotFoundError" ? noStack(name) : new UserError(saidByEngine(error));
};
