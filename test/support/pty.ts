import { type ChildProcess, spawn } from "node:child_process";
import { vi } from "vitest";
import { shellWord } from "../../model/printing/shell";
import { PATIENCE } from "./patience";

export interface PtyOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Default 80. */
  columns?: number;
}

/** A command in a real pseudo-terminal of its own, by util-linux's `script`. */
export class Pty {
  private text = "";
  private readonly child: ChildProcess;
  /** Its exit code, as a shell reports it. */
  readonly ended: Promise<number>;

  constructor(command: readonly string[], { cwd, env, columns = 80 }: PtyOptions = {}) {
    const line = `stty rows 24 cols ${columns}; exec ${command.map(shellWord).join(" ")}`;
    this.child = spawn("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"], {
      cwd,
      env: { PATH: process.env.PATH, TERM: "xterm", SHELL: "/bin/sh", NO_COLOR: "1", ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.child.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
      this.text += chunk;
    });
    this.ended = new Promise((done) => this.child.on("close", (code) => done(code ?? -1)));
  }

  /** Everything shown so far, without control sequences for the cursor and colours. */
  get shown(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    return this.text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r\n", "\n");
  }

  /** Types keys; "\u0003" is Ctrl-C, which the terminal turns into a signal. */
  type(keys: string): void {
    this.child.stdin!.write(keys);
  }

  /** Waits until the text is shown; fails when the command ends without it. */
  async sees(what: string | RegExp): Promise<void> {
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    const there = () => (typeof what === "string" ? this.shown.includes(what) : what.test(this.shown));
    await vi.waitFor(() => {
      if (!there() && !over) throw new Error(`not shown: ${what}\n${this.shown}`);
    }, PATIENCE);
    if (!there()) throw new Error(`it ended without showing ${what}:\n${this.shown}`);
  }

  /** Ends the command, if it is still running. */
  async close(): Promise<void> {
    this.child.kill("SIGTERM");
    await this.ended;
  }
}
