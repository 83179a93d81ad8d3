import { spawn } from "node:child_process";
import { resolve } from "node:path";

const COMMAND = resolve(__dirname, "../../../cli/bin/dbferry.js");

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Everything that it printed, on both streams. */
  text: string;
}

/** The bundled command as a process of its own, which takes signals. */
export interface Running {
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** The command without its launcher, which puts the toolchain on the PATH. */
export const BARE_COMMAND = resolve(__dirname, "../../../cli/dist/main.js");

/** Starts `dbferry` with nothing of this process's environment but what is given. */
export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}, command = COMMAND): Running {
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env.PATH, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  return {
    kill: (signal) => child.kill(signal),
    ended: new Promise((done) => child.on("close", (code, signal) => done({ code, signal, text }))),
  };
}
