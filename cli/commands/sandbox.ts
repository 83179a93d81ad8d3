import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import pc from "picocolors";
import { shellWord } from "../../model/printing/shell";
import { confineEnvironment } from "../../system/environment.mjs";
import { createPrivateFile } from "../../system/files";
import { claimFolder } from "../../system/folders";
import { startSandboxProcess } from "../demo/sandboxProcess";
import { makeStack, writeProject } from "../demo/workspace";
import { print } from "../terminal/print";

export function register(program: Command): void {
  program
    .command("sandbox")
    .description("run a sandbox with a project to experiment with; Ctrl-C stops it")
    .option(
      "--folder <folder>",
      "folder for everything it creates: new, empty, or from an earlier sandbox, whose state is then removed; .dbferry/run/sandbox of this clone by default",
    )
    .option("--data <data>", "the source's data: demo or none", "demo")
    .action(async (options: { folder?: string; data: string }) => {
      const root = resolve(__dirname, "../..");
      await sandbox(root, resolve(options.folder ?? join(root, ".dbferry/run/sandbox")), options.data);
    });
}

async function sandbox(root: string, folder: string, data: string): Promise<void> {
  confineEnvironment("sandboxEngine");
  claimFolder(folder, "sandbox", "--folder");
  const running = await startSandboxProcess({
    dir: join(folder, "servers"),
    data,
    bundle: join(root, "sandbox/dist/main.js"),
  });
  // Its servers are separate processes and must not outlive it, whatever fails here.
  try {
    const project = writeProject(running, root, join(folder, "project"));
    await makeStack(project, running);
    const script = join(folder, "env.sh");
    const exports = Object.entries(project.env).map(([name, value]) => `export ${name}=${shellWord(value)}`);
    // The caller may stop this process as soon as it has read the line below.
    const stopRequested = new Promise<void>((done) => {
      process.once("SIGINT", () => done()).once("SIGTERM", () => done());
    });
    rmSync(script, { force: true });
    createPrivateFile(script, `${exports.join("\n")}\ncd ${shellWord(project.folder)}\n`);
    print(
      [
        `${pc.bold("the sandbox runs")}: source ${running.source.connect}, target ${running.target.connect}`,
        "in another terminal:",
        ...[`. ${shellWord(script)}`, "pulumi preview", "pulumi up", "dbferry audit"].map(
          (one) => `    ${pc.bold(one)}`,
        ),
        "Ctrl-C ends it",
        "",
      ].join("\n"),
    );
    await stopRequested;
  } finally {
    await running.stop();
  }
}
