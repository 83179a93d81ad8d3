import { deepEqual } from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { execa, type Result } from "execa";
import { parse, stringify } from "yaml";
import { makeStack, type SandboxProject, STACK, writeProject } from "../../cli/demo/workspace";
import { connect, type Db } from "../../mysql/connect";
import { HuaweiClient } from "../../provider/clouds/huaweicloud/client";
import type { TaskInfo } from "../../provider/core/task";
import { drsDriver } from "../../provider/drivers/drs";
import type { Sandbox, SandboxOptions } from "../../sandbox";
import type { DataSet } from "../../sandbox/mysql/dataSet";
import { Contract } from "../contract/support/contract";
import { demoSandbox } from "./demoSandbox";

export const root = resolve(__dirname, "../..");

export interface Outcome {
  code: number;
  /** Standard output and error, interleaved. */
  text: string;
}

export interface FieldOptions {
  data?: DataSet;
  /** Vendor seconds per real second; default 600. */
  clock?: number;
  mysql?: SandboxOptions["mysql"];
  change?: (migration: any) => void;
}

/** Compares every answer of the sandbox's clouds with the vendors' models from now on. */
function watched(sandbox: Sandbox): Contract {
  const contract = new Contract();
  contract.watch(sandbox.world.exchanges);
  return contract;
}

/** A separate sandbox, with a project on it. */
export class Field {
  private constructor(
    readonly folder: string,
    readonly sandbox: Sandbox,
    readonly project: SandboxProject,
    private readonly contract: Contract,
  ) {}

  static async open(options: FieldOptions = {}): Promise<Field> {
    const { data = "demo", clock = 600, mysql } = options;
    const { folder, sandbox } = await demoSandbox({ data, clock, mysql });
    const contract = watched(sandbox);
    const project = writeProject(sandbox.facts(), root, join(folder, "project"), (migration) => {
      migration.source.databases = "all";
      migration.cutover.quietSeconds = 1;
      migration.task = { ...migration.task, connectWindowSeconds: 1 };
      options.change?.(migration);
    });
    await makeStack(project, sandbox.facts());
    return new Field(folder, sandbox, project, contract);
  }

  /** Wraps an existing sandbox and project. */
  static on(folder: string, sandbox: Sandbox, project: SandboxProject): Field {
    return new Field(folder, sandbox, project, watched(sandbox));
  }

  /** A second project on the same clouds, with its own backend and a stack of the same name, like a colleague's. */
  async beside(change: (migration: any) => void = () => {}): Promise<Field> {
    const project = writeProject(this.sandbox.facts(), root, join(this.folder, "beside"), (migration) => {
      migration.source.databases = "all";
      migration.task = { ...migration.task, connectWindowSeconds: 1 };
      change(migration);
    });
    await makeStack(project, this.sandbox.facts());
    return new Field(this.folder, this.sandbox, project, this.contract);
  }

  /**
   * The same stack in another checkout of the project: a copy of the versioned files, with the state in the same
   * backend.
   */
  checkout(): Field {
    const folder = join(this.folder, "checkout");
    for (const part of ["Pulumi.yaml", "stacks"])
      cpSync(join(this.project.folder, part), join(folder, part), { recursive: true });
    return new Field(this.folder, this.sandbox, { folder, env: this.project.env }, this.contract);
  }

  /** Changes a stack file of the project. */
  configureFile(path: string, change: (stack: any) => void): void {
    const file = join(this.project.folder, path);
    const stack = parse(readFileSync(file, "utf8"));
    change(stack);
    writeFileSync(file, stringify(stack));
  }

  /** What a user would enter when asked for the configuration's secrets. */
  passwordFor(key: string): string {
    return this.sandbox[key === "sourceAdminPassword" ? "source" : "target"].admin.password;
  }

  /** Changes the migration's configuration. */
  configure(change: (config: any) => void): void {
    this.configureFile(`stacks/Pulumi.${STACK}.yaml`, ({ config }) => change(config));
  }

  /** A value in the stack's file, as it is now. */
  configured(key: string): unknown {
    return parse(readFileSync(join(this.project.folder, `stacks/Pulumi.${STACK}.yaml`), "utf8"))?.config?.[key];
  }

  pulumi(...args: string[]): Promise<Outcome> {
    return this.run("pulumi", [...args, "--non-interactive"]);
  }

  /** Stores a secret, which may begin with dashes. */
  hide(key: string, secret: string): Promise<Outcome> {
    return this.run("pulumi", ["config", "set", "--secret", "--stack", STACK, "--non-interactive", "--", key, secret]);
  }

  dbferry(...args: string[]): Promise<Outcome> {
    return this.run("node", [join(root, "cli/dist/main.js"), ...args]);
  }

  /** `pulumi up` in a phase. */
  async up(phase: string, ...more: string[]): Promise<Outcome> {
    await this.pulumi("config", "set", "phase", phase, "--stack", STACK);
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, ...more);
  }

  async destroy(): Promise<Outcome> {
    return this.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK);
  }

  /** Fails when the clouds differ from the state. */
  async refresh(): Promise<Outcome> {
    return this.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", STACK);
  }

  /** The state with its secrets, which must not be added to `printed`. */
  async decryptedState(): Promise<Outcome> {
    const done: Result = await this.start("pulumi", ["stack", "export", "--show-secrets", "--stack", STACK]);
    return { code: done.exitCode ?? -1, text: String(done.stdout) };
  }

  /** Everything that is open, according to the sandbox world. */
  openings(): unknown {
    const { alicloud, huaweicloud } = this.sandbox.world;
    const instances = alicloud.rds.list();
    return {
      eips: huaweicloud.eips.list(),
      rules: huaweicloud.securityGroups.rules(),
      allowlists: instances.map(({ allowlists }) => [...allowlists].map(([name, entries]) => [name, [...entries]])),
      endpoints: instances.map(({ publicEndpoint }) => publicEndpoint),
    };
  }

  /** The business databases on the target, sorted. */
  targetDatabases(): Promise<string[]> {
    return this.as("target", async (db) => {
      const rows = await db.query("SHOW DATABASES");
      const names = rows.map((row) => String(Object.values(row)[0]));
      return names
        .filter((name) => !["information_schema", "mysql", "performance_schema", "test"].includes(name))
        .sort();
    });
  }

  /** Drops every business database on the target, as a user does before retrying a migration. */
  async emptyTarget(): Promise<void> {
    const own = await this.targetDatabases();
    await this.as("target", async (db) => {
      for (const name of own) await db.query(`DROP DATABASE \`${name}\``);
    });
  }

  /**
   * Starts an update, kills engine, program and providers together as soon as `when` holds, and waits until they are
   * gone.
   */
  async killDuring(phase: string, when: () => Promise<boolean>): Promise<void> {
    await this.pulumi("config", "set", "phase", phase, "--stack", STACK);
    const args = ["up", "--yes", "--skip-preview", "--stack", STACK, "--non-interactive"];
    await this.killed(this.start("pulumi", args), when);
  }

  /** The same for a dbferry command. */
  async killDbferryDuring(args: string[], when: () => Promise<boolean>): Promise<void> {
    await this.killed(this.start("node", [join(root, "cli/dist/main.js"), ...args]), when);
  }

  /** `pulumi up` in a phase; the engine's events go to `log`, one JSON a line. */
  async upLogged(phase: string, log: string): Promise<Outcome> {
    const done: Result = await (await this.startLogged(phase, log)).update;
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  /** Starts the same, and sends it Ctrl-C as soon as `when` holds. */
  async interruptDuring(phase: string, when: () => Promise<boolean>, log: string): Promise<Outcome> {
    const { update } = await this.startLogged(phase, log);
    return this.struck(update, when, (pid) => process.kill(pid, "SIGINT"));
  }

  private async startLogged(phase: string, log: string) {
    await this.pulumi("config", "set", "phase", phase, "--stack", STACK);
    const args = ["up", "--yes", "--skip-preview", "--stack", STACK, "--non-interactive", "--event-log", log];
    // The engine takes --event-log only so. In an object, because the process is a promise too.
    return { update: this.start("pulumi", args, { PULUMI_DEBUG_COMMANDS: "true" }) };
  }

  /** Starts an update and kills it after a number of output lines. @returns whether it ended before that */
  async killAfterLines(args: string[], lines: number): Promise<boolean> {
    const update = this.start("pulumi", [...args, "--stack", STACK, "--non-interactive"]);
    let seen = 0;
    let over = false;
    update.all!.on("data", (chunk: Buffer) => {
      seen += chunk.toString().split("\n").length - 1;
      if (seen < lines || over) return;
      over = true;
      killTree(update.pid!);
    });
    await update;
    return !over;
  }

  private async killed(update: ReturnType<Field["start"]>, when: () => Promise<boolean>): Promise<void> {
    await this.struck(update, when, killTree);
  }

  private async struck(
    update: ReturnType<Field["start"]>,
    when: () => Promise<boolean>,
    strike: (pid: number) => void,
  ): Promise<Outcome> {
    let over = false;
    void update.then(() => {
      over = true;
    });
    for (;;) {
      if (over) throw new Error(`the update ended before it could be killed: ${(await update).all}`);
      if (await when()) break;
      // A condition that reads only memory would keep everything else in this process from running.
      await setImmediate();
    }
    strike(update.pid!);
    const done: Result = await update;
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  /** Every task of the migration in Huawei DRS, including ended ones. */
  tasks(): Promise<TaskInfo[]> {
    return this.driver().find("dbferry-shop");
  }

  /** Logs in as the server's own administrator, with all privileges. */
  async as<T>(side: "source" | "target", use: (db: Db) => Promise<T>): Promise<T> {
    const { host, port, admin } = this.sandbox.servers[side].ref;
    const db = await connect({ host, port, ...admin });
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  }

  driver() {
    const { accessKey, secretKey, projectId, region } = this.sandbox.credentials.huaweicloud;
    return drsDriver(
      new HuaweiClient({ accessKey, secretKey, projectId, region, endpoints: this.sandbox.endpoints.huaweicloud }),
    );
  }

  /** The contents of every file below the project: the state, its backups, its journal. */
  files(): { path: string; text: string }[] {
    return everyFile(this.project.folder).map((path) => ({ path, text: readFileSync(path, "latin1") }));
  }

  /** Also asserts that the clouds' answers matched the vendors' models. */
  async close(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
    deepEqual(this.contract.conclude(), []);
  }

  /** Everything that the commands have printed so far. */
  printed = "";

  private async run(command: string, args: string[]): Promise<Outcome> {
    const done: Result = await this.start(command, args);
    this.printed += String(done.all);
    return { code: done.exitCode ?? -1, text: String(done.all) };
  }

  private start(command: string, args: string[], env: Record<string, string> = {}) {
    return execa(command, args, {
      cwd: this.project.folder,
      env: { ...this.project.env, ...env },
      reject: false,
      all: true,
      stdin: "ignore",
    });
  }
}

/** Kills a process and its descendants, as listed by the kernel; parents first, so that they cannot start more. */
export function killTree(pid: number): void {
  const pids = [pid];
  for (let at = 0; at < pids.length; at += 1) {
    for (const child of childrenOf(pids[at]!)) pids.push(child);
  }
  for (const each of pids) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It had already exited.
    }
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Every file below a folder. */
export function everyFile(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : [];
  });
}
