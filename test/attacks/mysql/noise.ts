import { createServer, type Socket, connect as tcpConnect } from "node:net";
import { ConnectProblem, connect, type Db, StatementProblem } from "../../../mysql/connect";
import { start } from "../../mysql/support/servers";
import type { Attack, AttackOutcome } from "../../support/attack";

/** Number of sessions, each with different noise: with fewer, some parts of the packets would never be hit. */
const SESSIONS = 50;
/** Sessions run in parallel: they spend most of their time waiting for bytes that never arrive. */
const LANES = 5;
const LIMIT = 600;
const GRACE = 3000;
/** Bytes with a meaning in the protocol: EOF, errors, NULL, lengths of 2, 3 and 8 bytes. */
const MEANING = [0, 1, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0x7f, 0x80];

const STATEMENTS = [
  "SELECT 1, NULL, 'text', 2.5, NOW(), x'00ff', 18446744073709551615",
  "SHOW VARIABLES LIKE 'v%'",
  "SELECT TABLE_NAME, CREATE_TIME, TABLE_ROWS FROM information_schema.TABLES LIMIT 20",
  "SELECT no_such_column",
];

/** A seeded pseudo-random sequence, so that runs can be repeated. */
function sequence(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return ((state ^ (state >>> 12)) >>> 0) % below;
  };
}

/** Corrupts a real server's bytes: some are changed, dropped or doubled. */
function noisy(chunk: Buffer, next: (below: number) => number): Buffer {
  const changed = Buffer.from(chunk);
  const at = next(changed.length);
  switch (next(4)) {
    case 0:
      return Buffer.concat([changed.subarray(0, at), changed.subarray(Math.min(changed.length, at + 1 + next(8)))]);
    case 1:
      return Buffer.concat([changed.subarray(0, at), changed.subarray(Math.max(0, at - next(20)))]);
    default:
      for (let times = 1 + next(3); times > 0; times--)
        changed[next(changed.length)] = next(2) === 0 ? MEANING[next(MEANING.length)]! : next(256);
      return changed;
  }
}

interface Line {
  port: number;
  stop(): Promise<void>;
}

async function noisyLine(target: number, seed: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let sessions = seed * SESSIONS;
  const proxy = createServer((client) => {
    const next = sequence(sessions++);
    const server = tcpConnect(target, "127.0.0.1");
    sockets.add(client).add(server);
    let untouched = next(12);
    client.on("error", () => {}).on("close", () => server.destroy());
    server.on("error", () => {}).on("close", () => client.end());
    client.on("data", (chunk) => server.write(chunk));
    server.on("data", (chunk: Buffer) => {
      if (!client.destroyed) client.write(untouched-- > 0 || chunk.length === 0 ? chunk : noisy(chunk, next));
    });
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  return {
    port: (proxy.address() as { port: number }).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => proxy.close(() => done()));
    },
  };
}

/** What was wrong with one session; undefined when it ended correctly. */
async function session(options: Parameters<typeof connect>[0]): Promise<string | undefined> {
  const fine = (failure: unknown) => failure instanceof ConnectProblem || failure instanceof StatementProblem;
  let db: Db | undefined;
  const work = async () => {
    try {
      db = await connect(options);
      for (const statement of STATEMENTS) {
        try {
          await db.query(statement);
        } catch (failure) {
          if (!fine(failure)) throw failure;
        }
      }
      return undefined;
    } catch (failure) {
      if (fine(failure)) return /\p{Cc}/u.test((failure as Error).message) ? "it steers the terminal" : undefined;
      return `no problem of a connection: ${(failure as Error).stack}`;
    } finally {
      db?.destroy();
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((done) => {
    timer = setTimeout(done, (1 + STATEMENTS.length) * LIMIT + GRACE, "it hung");
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whatever the bytes are, a login and its statements must end in time with one of our messages and without side
 * effects.
 */
export const noise: readonly Attack[] = [0, 1, 2, 3].map((seed) => ({
  name: `sends a real server's bytes with noise in them, at the login and in statements, seed ${seed}`,
  family: "servers",
  async run(): Promise<AttackOutcome> {
    const real = await start();
    const line = await noisyLine(real.admin.port, seed);
    const faults: string[] = [];
    const uncaught = (error: Error) => faults.push(`uncaught: ${error.stack}`);
    const { error: print } = console;
    console.error = (text: unknown) => faults.push(`the driver printed: ${String(text)}`);
    process.on("uncaughtException", uncaught).on("unhandledRejection", uncaught);
    try {
      const { user, password } = real.admin;
      const options = {
        host: "127.0.0.1",
        port: line.port,
        user,
        password,
        timeoutMs: LIMIT,
        statementTimeoutMs: LIMIT,
      };
      let left = SESSIONS;
      const lane = async () => {
        while (left-- > 0) {
          const fault = await session(options);
          if (fault !== undefined) faults.push(fault);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      const held = faults.length === 0;
      const hung = faults.includes("it hung");
      return { held, hung, detail: held ? `${SESSIONS} sessions` : [...new Set(faults)].slice(0, 5).join("\n") };
    } finally {
      console.error = print;
      process.off("uncaughtException", uncaught).off("unhandledRejection", uncaught);
      await line.stop();
      await real.stop();
    }
  },
}));
