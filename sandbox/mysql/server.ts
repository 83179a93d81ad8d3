import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { childEnvironment } from "../../system/environment.mjs";
import { claimFolder } from "../../system/folders";
import type { ServerRef } from "../world/types";
import { connect, rowsOf } from "./connect";
import { asRoot, type Distribution, findDistribution } from "./distribution";
import { killLeftover, PID_FILE } from "./leftovers";
import { argumentsOf, defaultOptions, type MysqldOptions } from "./options";
import { guard, unguard } from "./watchdog";

export interface ServerRequest {
  /** Folder for this server only; leftovers of an earlier run are removed. */
  dir: string;
  /** Unique among servers that replicate from each other. */
  serverId: number;
  /** Overrides the defaults in `options.ts`; null removes one. */
  options?: MysqldOptions;
  /** Default: `findDistribution()`. */
  distribution?: Distribution;
  /** Aborts the start; everything started until then is removed. */
  signal?: AbortSignal;
}

const ADMIN = "sandbox";

/** One real server on its own port of 127.0.0.1, with one account: the sandbox's administrator. */
export class MysqlServer {
  private child: ChildProcess | undefined;

  private constructor(
    readonly ref: ServerRef,
    private readonly request: ServerRequest,
    private readonly distribution: Distribution,
    private options: MysqldOptions,
  ) {}

  /** Starts a fresh server: 0.3 s for the packaged one. @throws Error with the end of its log when it does not start */
  static async start(request: ServerRequest): Promise<MysqlServer> {
    const distribution = request.distribution ?? (await findDistribution());
    const { dir, signal } = request;
    claimFolder(dir, "mysql server");
    await killLeftover(dir);
    await rm(dir, { recursive: true, force: true });
    claimFolder(dir, "mysql server");
    await distribution.initialise(join(dir, "data"), signal);
    signal?.throwIfAborted();
    const admin = { user: ADMIN, password: randomBytes(18).toString("base64url") };
    await writeFile(join(dir, "init.sql"), initialSql(distribution, admin), { mode: 0o600 });
    const options = { ...defaultOptions(distribution), ...request.options };
    const ref: ServerRef = { host: "127.0.0.1", port: 0, admin, version: "" };
    const server = new MysqlServer(ref, request, distribution, options);
    await server.launchAtFreePort();
    return server;
  }

  get label(): string {
    return this.distribution.label;
  }

  /** Folder for its data, log and pid file. */
  get dir(): string {
    return this.request.dir;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Restarts with other options in addition to the current ones, on the same port with the same data; does nothing if none differs. */
  async restartWith(options: MysqldOptions): Promise<void> {
    const same = ([name, value]: [string, unknown]) =>
      JSON.stringify(this.options[name] ?? null) === JSON.stringify(value);
    if (Object.entries(options).every(same)) return;
    this.options = { ...this.options, ...options };
    await this.end("SIGTERM");
    // A restart keeps the data; only the first start creates the accounts.
    await this.launch(false);
  }

  /** Kills the server: its data is disposable, and an orderly shutdown takes seconds. Idempotent. */
  async stop(): Promise<void> {
    await this.end("SIGKILL");
  }

  private async launchAtFreePort(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      this.ref.port = await freePort();
      try {
        return await this.launch(true);
      } catch (error) {
        // The port was taken between our check and the server's bind.
        if (attempt === 5 || !/Address already in use|Can't start server: Bind/.test(String(error))) throw error;
      }
    }
  }

  private async launch(first: boolean): Promise<void> {
    const { dir, serverId } = this.request;
    const { distribution } = this;
    const log = await open(join(dir, "mysqld.log"), "a", 0o600);
    const args = [
      ...(distribution.before?.(dir) ?? []),
      "--no-defaults",
      ...distribution.args,
      ...asRoot(),
      `--datadir=${join(dir, "data")}`,
      // Temporary tables are named by process id, which can be the same for servers in different containers.
      `--tmpdir=${dir}`,
      `--port=${this.ref.port}`,
      "--bind-address=127.0.0.1",
      `--socket=${socketPath(dir)}`,
      `--server-id=${serverId}`,
      ...(first ? [`--init-file=${join(dir, "init.sql")}`] : []),
      ...argumentsOf(this.options),
    ];
    const env = childEnvironment(distribution.livesByStdin ? "docker" : "server", distribution.env);
    // In its own process group: a Ctrl-C in the terminal must reach only the sandbox, which then stops its servers.
    const stdin = distribution.livesByStdin ? "pipe" : "ignore";
    const child = spawn(distribution.file, args, { env, cwd: dir, stdio: [stdin, log.fd, log.fd], detached: true });
    child.unref();
    (child.stdin as Socket | null)?.unref();
    const failed = once(child, "error").then(([error]) => Promise.reject(error));
    failed.catch(() => {});
    await Promise.race([once(child, "spawn"), failed]).finally(() => log.close());
    this.child = child;
    guard(child.pid!);
    await writeFile(join(dir, PID_FILE), String(child.pid), { mode: 0o600 });
    await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + 60_000;
    const { signal } = this.request;
    for (;;) {
      if (signal?.aborted) {
        await this.end("SIGKILL");
        throw signal.reason;
      }
      if (this.child!.exitCode !== null || this.child!.signalCode !== null || Date.now() > deadline) {
        const log = await readFile(join(this.request.dir, "mysqld.log"), "utf8").catch(() => "");
        await this.end("SIGKILL");
        throw new Error(`${this.label} did not start:\n${tellingLines(log)}`);
      }
      try {
        const connection = await connect({ host: this.ref.host, port: this.ref.port, ...this.ref.admin });
        const [row] = await rowsOf<{ version: string }>(connection, "SELECT VERSION() AS version");
        connection.destroy();
        this.ref.version = row!.version;
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  }

  private async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.child;
    if (!child?.pid) return;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      // The child is unreferenced so that it does not keep this process alive; waiting for its exit must.
      child.ref();
      child.kill(signal);
      await gone;
    }
    unguard(child.pid);
    this.child = undefined;
    await rm(join(this.request.dir, PID_FILE), { force: true });
  }
}

/** The log's errors, or its last lines when it contains none. */
function tellingLines(log: string): string {
  const lines = log.split("\n").filter((line) => line !== "");
  const errors = lines.filter((line) => /\[ERROR\]/.test(line));
  return (errors.length > 0 ? errors : lines).slice(-10).join("\n");
}

/** Socket paths are limited to 107 bytes; a deep folder would exceed that, and the socket is not used. */
function socketPath(dir: string): string {
  const path = join(dir, "mysqld.sock");
  return path.length < 100 ? path : join("/tmp", `dbferry-${randomBytes(6).toString("hex")}.sock`);
}

/**
 * SQL that the server runs before it accepts connections: removes all accounts but the administrator. One statement per
 * line.
 */
function initialSql({ product, version }: Distribution, admin: { user: string; password: string }): string {
  const account = `'${admin.user}'@'127.0.0.1'`;
  const modern = product === "mysql" && (version[0] > 5 || version[1] >= 7);
  const lines = modern
    ? [
        "SET sql_log_bin=0;",
        `CREATE USER ${account} IDENTIFIED BY '${admin.password}';`,
        `GRANT ALL PRIVILEGES ON *.* TO ${account} WITH GRANT OPTION;`,
        "DROP USER IF EXISTS 'root'@'localhost';",
      ]
    : product === "mariadb"
      ? [
          "SET sql_log_bin=0;",
          "DELETE FROM mysql.global_priv WHERE User NOT IN ('mariadb.sys');",
          "DELETE FROM mysql.db;",
          "DELETE FROM mysql.proxies_priv;",
          "FLUSH PRIVILEGES;",
          `GRANT ALL PRIVILEGES ON *.* TO ${account} IDENTIFIED BY '${admin.password}' WITH GRANT OPTION;`,
        ]
      : [
          "SET sql_log_bin=0;",
          "DELETE FROM mysql.user;",
          "DELETE FROM mysql.db;",
          "DELETE FROM mysql.proxies_priv;",
          "FLUSH PRIVILEGES;",
          `GRANT ALL PRIVILEGES ON *.* TO ${account} IDENTIFIED BY '${admin.password}' WITH GRANT OPTION;`,
        ];
  return `${lines.join("\n")}\n`;
}

/** Below the ephemeral port range of operating systems: a server that restarts must find its port free again. */
const PORTS = { first: 20_000, count: 12_000 };

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + randomInt(PORTS.count);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw error;
  }
  server.close();
  await once(server, "close");
  return true;
}
