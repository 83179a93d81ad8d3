import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConnectProblem, connect } from "../../../mysql/connect";
import type { Attack } from "../../support/attack";
import { OK, SECRET, switchTo, Victim } from "./hostile";

/** Another user of this machine impersonates the server, on a socket in a world-writable folder. */
export const socketOfOthers: Attack = {
  name: "listens at a Unix socket in a folder that everybody can write to",
  family: "servers",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "dbferry-socket-"));
    chmodSync(folder, 0o777);
    const victims: Victim[] = [];
    const server = createServer((client) => {
      const victim = new Victim(client);
      victims.push(victim);
      void askInTheClear(victim);
    });
    const socket = join(folder, "mysql.sock");
    await new Promise<void>((done) => server.listen(socket, done));
    try {
      const options = { host: "localhost", port: 3306, socket, user: "root", password: SECRET, timeoutMs: 1500 };
      const problem = await connect(options).then(
        (db) => {
          db.destroy();
          return undefined;
        },
        (failure: unknown) => failure,
      );
      const leaked = victims.some((victim) => victim.knowsSecret());
      const reason = problem instanceof ConnectProblem ? problem.reason : "logged in";
      return { held: reason === "unproven" && victims.length > 0, leaked, detail: reason };
    } finally {
      for (const { socket: client } of victims) client.destroy();
      await new Promise<void>((done) => server.close(() => done()));
      rmSync(folder, { recursive: true });
    }
  },
};

async function askInTheClear(victim: Victim): Promise<void> {
  victim.greet({ plugin: "mysql_native_password" });
  const login = await victim.hear();
  if (login) victim.send(login.sequence + 1, switchTo("mysql_clear_password", victim.scramble));
  for (let heard = await victim.hear(); heard; heard = await victim.hear()) victim.send(heard.sequence + 1, OK);
}

/** A response that the driver cannot parse must not make it print a stack trace. */
export const traces: Attack = {
  name: "has the driver print a stack trace by a number that is none",
  family: "servers",
  async run() {
    const victims: Victim[] = [];
    const server = createServer((client) => {
      const victim = new Victim(client);
      victims.push(victim);
      void (async () => {
        victim.greet({ plugin: "mysql_native_password" });
        const login = await victim.hear();
        if (login) victim.send(login.sequence + 1, OK);
        const statement = await victim.hear();
        if (statement) victim.send(statement.sequence + 1, Buffer.from([0]));
      })();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as { port: number };
    let written = "";
    const write = process.stderr.write;
    process.stderr.write = ((text: string | Uint8Array) => {
      written += String(text);
      return true;
    }) as typeof write;
    try {
      const options = { host: "127.0.0.1", port, user: "root", password: SECRET, timeoutMs: 1500 };
      const problem = await connect(options).catch((failure: unknown) => failure);
      const reason = problem instanceof ConnectProblem ? problem.reason : "logged in";
      return {
        held: reason === "notMysql" && victims.length > 0,
        ran: written !== "",
        detail: `${reason}: ${written}`,
      };
    } finally {
      process.stderr.write = write;
      for (const { socket } of victims) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    }
  },
};
