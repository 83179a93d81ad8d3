import { spawn } from "node:child_process";
import { resolve } from "node:path";

const COMMAND = resolve(__dirname, "../../../cli/bin/dbferry.js");

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Its whole output, on both streams. */
  text: string;
}

/** The bundled command as a separate process, which can receive signals. */
export interface Running {
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** The command without its launcher, which adds the toolchain to the PATH. */
export const BARE_COMMAND = resolve(__dirname, "../../../cli/dist/main.js");

/** Starts `dbferry` with only the given environment, a PATH and NO_COLOR. */
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
