import { spawn } from "node:child_process";
import { createServer, type Socket, connect as tcpConnect } from "node:net";
import { join, resolve } from "node:path";
import { ConnectProblem, connect } from "../../../mysql/connect";
import { start } from "../../mysql/support/servers";
import type { Attack, AttackOutcome } from "../../support/attack";
import { hostileServer, MIB, packet, SECRET } from "./hostile";

const COMMAND = resolve(__dirname, "../../../cli/dist/main.js");
const MARK = "most megabytes: ";
const TELL = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\n${MARK}"+process.resourceUsage().maxRSS/1024))`;

/** A real server until one particular statement, which is answered with a flood. */
async function throughProxy(
  flood: (client: Socket) => Promise<void>,
  use: (options: { port: number; user: string; password: string }) => Promise<AttackOutcome>,
): Promise<AttackOutcome> {
  const real = await start();
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = tcpConnect(real.admin.port, "127.0.0.1");
    sockets.add(client).add(server);
    let taken = false;
    client.on("error", () => {}).on("close", () => server.destroy());
    server.on("error", () => {}).on("close", () => client.destroy());
    server.on("data", (chunk: Buffer) => !taken && client.write(chunk));
    client.on("data", (chunk: Buffer) => {
      if (!chunk.includes("flood_me")) {
        server.write(chunk);
        return;
      }
      taken = true;
      void flood(client);
    });
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  try {
    const { user, password } = real.admin;
    return await use({ port: (proxy.address() as { port: number }).port, user, password });
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => proxy.close(() => done()));
    await real.stop();
  }
}

async function write(client: Socket, chunk: Buffer): Promise<void> {
  if (client.destroyed || client.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      client.off("drain", go).off("close", go);
      resolve();
    };
    client.once("drain", go).once("close", go);
  });
}

function statementAttack(name: string, flood: (client: Socket) => Promise<void>): Attack {
  return {
    name,
    family: "servers",
    run: () =>
      throughProxy(flood, async (options) => {
        const db = await connect({ ...options, host: "127.0.0.1" });
        const started = Date.now();
        const seen = await db
          .query("SELECT 'flood_me'", [], { timeoutMs: 20_000 })
          .catch((failure: unknown) => failure);
        db.destroy();
        const held = seen instanceof ConnectProblem && seen.reason === "flood";
        return {
          held,
          hung: Date.now() - started > 20_000,
          detail: seen instanceof Error ? seen.message : "it was answered",
        };
      }),
  };
}

/** One column definition, as a result set begins; then rows for as long as the client reads. */
export async function rows(client: Socket): Promise<void> {
  const column = Buffer.concat([
    ...["def", "", "", "", "a", ""].map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])),
    Buffer.from([0x0c, 33, 0, 0, 1, 0, 0, 253, 0, 0, 0, 0, 0]),
  ]);
  const head = [packet(1, Buffer.from([1])), packet(2, column), packet(3, Buffer.from([0xfe, 0, 0, 2, 0]))];
  await write(client, Buffer.concat(head));
  const text = Buffer.concat([Buffer.from([100]), Buffer.alloc(100, 0x61)]);
  for (let at = 4; !client.destroyed; at += 256)
    await write(client, Buffer.concat(Array.from({ length: 256 }, (_, one) => packet(at + one, text))));
}

/** A packet that continues in the next one, endlessly. */
async function onePacket(client: Socket): Promise<void> {
  const part = Buffer.concat([Buffer.from([0xff, 0xff, 0xff]), Buffer.from([0]), Buffer.alloc(0xffffff, 0x61)]);
  for (let at = 1; !client.destroyed; at += 1) {
    part[3] = at & 0xff;
    await write(client, part);
  }
}

/** A real command meets a flood during login: the memory of its own process is measured. */
const commandAttack: Attack = {
  name: "floods the login of `dbferry compare`",
  family: "servers",
  run: async () => {
    const part = Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 2]), Buffer.alloc(0xffffff, 0x41)]);
    const server = await hostileServer(async (victim) => {
      victim.greet({ plugin: "mysql_native_password" });
      await victim.hear();
      await victim.flood(part, 4096 * MIB);
    });
    try {
      const url = `mysql://root@127.0.0.1:${server.port}/`;
      const args = ["--import", TELL, COMMAND, "compare", "--source", url, "--target", url];
      const env = { PATH: process.env.PATH, DBFERRY_SOURCE_PASSWORD: SECRET, DBFERRY_TARGET_PASSWORD: SECRET };
      const child = spawn(process.execPath, args, {
        env,
        cwd: join(COMMAND, "../../.."),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
      let hung = false;
      const limit = setTimeout(() => {
        hung = true;
        child.kill("SIGKILL");
      }, 15_000);
      const code = await new Promise<number | null>((done) => child.on("close", done));
      clearTimeout(limit);
      const [said = "", peak] = text.split(MARK);
      return {
        held: code === 2 && /source 127\.0\.0\.1:\d+: the server sent more than 1 MiB/.test(said),
        leaked: said.includes(SECRET) || server.victims.some((victim) => victim.knowsSecret()),
        hung,
        peakMb: Math.round(Number(peak ?? 0)),
        detail: said.trim(),
      };
    } finally {
      await server.stop();
    }
  },
};

export const floodsWithinAStatement: readonly Attack[] = [
  statementAttack("floods an ordinary statement with rows", rows),
  statementAttack("answers an ordinary statement with one packet that has no end", onePacket),
  commandAttack,
];
