import { join, resolve } from "node:path";
import { execa } from "execa";
import type { ConnectOptions } from "../../mysql/connect";

export interface CommandRun {
  /** From process start to exit. */
  wholeSeconds: number;
  megabytes: number;
  exitCode: number;
  stdout: string;
}

const MARK = "most megabytes: ";
// Linux reports kilobytes.
const TELL = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\n${MARK}"+process.resourceUsage().maxRSS/1024))`;

/** Runs `dbferry` as a user would, and reports its time and memory. */
export async function runCommand(...args: string[]): Promise<CommandRun> {
  const command = join(resolve(__dirname, "../.."), "cli/bin/dbferry.js");
  const started = performance.now();
  const done = await execa(process.execPath, ["--import", TELL, command, ...args], { reject: false });
  const wholeSeconds = (performance.now() - started) / 1000;
  const megabytes = Number(done.stderr.split(MARK)[1]);
  if (!(megabytes > 0)) throw new Error(`dbferry ${args[0]} ended early: ${done.stderr}`);
  return { wholeSeconds, megabytes, exitCode: done.exitCode ?? -1, stdout: done.stdout };
}

/** A server URL as accepted by the command. */
export function urlOf({ user, password, host, port, tls }: ConnectOptions, database = ""): string {
  const verified = tls?.ca === undefined ? "" : `?tls=verify&ca=${encodeURIComponent(tls.ca)}`;
  return `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}${verified}`;
}
