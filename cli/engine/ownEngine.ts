import { type ChildProcess, spawn } from "node:child_process";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import * as cmd from "@pulumi/pulumi/automation/cmd";
import * as errors from "@pulumi/pulumi/automation/errors";

/** The engine's command, and how to stop what it is doing. */
export interface OwnEngine {
  command: PulumiCommand;
  /** The first call lets the engine finish and record what it has begun; the second ends it immediately. */
  interrupt(): void;
}

type Result = { stdout: string; stderr: string; code: number };
// Neither is in the SDK's types, and the SDK offers no other way to control how its command is started.
const internal = { ...cmd, ...errors } as unknown as {
  CommandResult: new (stdout: string, stderr: string, code: number, error?: Error) => Result;
  createCommandError(result: Result): Error;
};

/**
 * Runs the engine in its own session. A terminal's Ctrl-C goes to every process of the foreground group, and the
 * engine treats a second signal as an order to exit without recording what it did. Here it only gets the signals that
 * this process forwards.
 */
export async function ownEngine(): Promise<OwnEngine> {
  const command = await PulumiCommand.get();
  const running = new Set<ChildProcess>();

  async function run(
    args: string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
  ): Promise<Result> {
    const child = spawn(
      command.command,
      [...args, ...(args.includes("--non-interactive") ? [] : ["--non-interactive"])],
      {
        cwd,
        env: { ...process.env, ...env, PULUMI_AUTOMATION_API: "true" },
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    running.add(child);
    const [stdout, stderr] = [gathered(child.stdout, onOutput), gathered(child.stderr, onError)];
    const code = await new Promise<number>((done, failed) => {
      child.once("error", (error) =>
        failed(internal.createCommandError(new internal.CommandResult("", error.message, -2, error))),
      );
      child.once("close", (exit) => done(exit ?? -2));
    }).finally(() => running.delete(child));
    const result = new internal.CommandResult(stdout(), stderr(), code);
    if (code !== 0) throw internal.createCommandError(result);
    return result;
  }

  return {
    command: Object.assign(command, { run }),
    interrupt: () => {
      for (const child of running) child.kill("SIGINT");
    },
  };
}

function gathered(stream: NodeJS.ReadableStream, heard?: (text: string) => void): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
    heard?.(chunk);
  });
  return () => text;
}
