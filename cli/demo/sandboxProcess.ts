import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { childEnvironment } from "../../system/environment.mjs";
import { claimFolder } from "../../system/folders";
import { UserError } from "../terminal/errors";

/** Printed by the sandbox as one line of JSON when it is ready. */
export interface SandboxFacts {
  endpoints: {
    huaweicloud: { drs: string; vpc: string; rds: string; iam: string };
    alicloud: { rds: string };
    control: string;
    resolvers: string[];
  };
  credentials: {
    huaweicloud: { accessKey: string; secretKey: string; projectId: string; region: string };
    alicloud: { accessKey: string; secretKey: string; region: string };
  };
  source: {
    instanceId: string;
    region: string;
    connect: string;
    admin: { user: string; password: string };
    databases: string[];
  };
  target: {
    instanceId: string;
    region: string;
    vpcId: string;
    subnetId: string;
    securityGroupId: string;
    privateIp: string;
    connect: string;
    admin: { user: string; password: string };
  };
}

export interface RunningSandbox extends SandboxFacts {
  pid: number;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Data folder of the sandbox's servers. */
  dir: string;
  /** `demo` or `none`. */
  data: string;
  /** Simulated seconds per real second. */
  clock?: number;
  /** Path of the sandbox's bundle. */
  bundle: string;
}

/** Starts the sandbox in its own process: clouds outlive the programs that use them. */
export async function startSandboxProcess(options: SandboxOptions): Promise<RunningSandbox> {
  claimFolder(options.dir, "sandbox servers");
  const logFile = join(options.dir, "sandbox.log");
  rmSync(logFile, { force: true });
  const log = openSync(logFile, "ax", 0o600);
  const args = [options.bundle, "--dir", options.dir, "--data", options.data, "--parent", String(process.pid)];
  if (options.clock) args.push("--clock", String(options.clock));
  const child = spawn(process.execPath, args, { env: childEnvironment("sandbox"), stdio: ["ignore", "pipe", log] });
  closeSync(log);
  const facts = await ready(child, logFile);
  return { ...facts, pid: child.pid!, stop: () => stopped(child) };
}

/** A sandbox takes 2 to 4 s to start, and ten times that on a busy machine. */
const READY_MS = 180_000;
const STOP_MS = 20_000;

async function ready(child: ChildProcess, log: string): Promise<SandboxFacts> {
  const ended = new Promise<never>((_, failed) => {
    child.once("exit", (code) =>
      failed(new UserError(`the sandbox ended with code ${code} before it was ready: ${lastLine(log)}; see ${log}`)),
    );
    child.once("error", failed);
  });
  const line = new Promise<SandboxFacts>((done) => {
    createInterface({ input: child.stdout! }).once("line", (text) => done(JSON.parse(text)));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      failed(new UserError(`the sandbox was not ready after ${READY_MS / 1000} s and was ended; see ${log}`));
    }, READY_MS);
  });
  return Promise.race([line, ended, late]).finally(() => clearTimeout(timer));
}

function lastLine(log: string): string {
  return readFileSync(log, "utf8").trim().split("\n").at(-1) || "it printed nothing";
}

/** On a regular exit the sandbox removes its servers' data; when killed, it only ends the servers. */
function stopped(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    child.once("exit", () => {
      clearTimeout(kill);
      done();
    });
    child.kill("SIGTERM");
  });
}
