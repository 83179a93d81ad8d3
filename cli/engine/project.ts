import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LocalWorkspace, type PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { visible } from "../../model/printing/visible";
import { UserError } from "../terminal/errors";

/** The folder of Pulumi.yaml and the stack to work on. */
export interface StackChoice {
  cwd: string;
  stack?: string;
}

/** The nearest enclosing folder with a Pulumi.yaml. */
export function projectFolder(from: string): string {
  let folder = resolve(from);
  while (!existsSync(join(folder, "Pulumi.yaml"))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new UserError(
        `no Pulumi.yaml in ${visible(resolve(from))} or above it; run this in the folder of your project`,
      );
    folder = parent;
  }
  return folder;
}

/**
 * Opens the given stack, or the selected one. Unlike the SDK, this does not select it: the next `pulumi destroy`
 * without a name would then apply to another stack than the user has selected.
 */
export async function openStack(choice: StackChoice, pulumiCommand?: PulumiCommand): Promise<Stack> {
  const workDir = projectFolder(choice.cwd);
  const workspace = await LocalWorkspace.create({ workDir, pulumiCommand });
  const stackName = choice.stack ?? (await workspace.stack())?.name ?? noStackSelected();
  workspace.selectStack = async (name) => {
    await (workspace.pulumiCommand as unknown as Runnable).run(
      ["stack", "--stack", name, "--show-name"],
      workDir,
      workspace.envVars,
    );
  };
  return Stack.select(stackName, workspace).catch((error: Error) => {
    throw error.name === "StackNotFoundError" ? noStack(stackName) : error;
  });
}

/** Missing from the SDK's types. */
interface Runnable {
  run(args: string[], cwd: string, env: Readonly<Record<string, string>>): Promise<unknown>;
}

/** @throws UserError */
export function noStackSelected(): never {
  throw new UserError("no stack is selected; name one with --stack, or select it with `pulumi stack select`");
}

export function noStack(name: string): UserError {
  return new UserError(
    `the backend has no stack ${visible(name)} of this project; \`pulumi stack ls\` lists them, ` +
      `\`pulumi stack init ${visible(name)}\` creates it`,
  );
}

/** Whether reading a key of the configuration failed because it has no value; any other failure leaves that unknown. */
export function isUnset({ message }: Error): boolean {
  return /configuration key '.*' not found for stack/.test(message);
}

/** The engine's own message, without the SDK's wrapping. */
export function saidByEngine({ message }: Error): string {
  return /^\s*(?:stderr: )?\s*error: (.+)$/m.exec(message)?.[1] ?? message.split("\n", 1)[0]!;
}
