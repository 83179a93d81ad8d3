import { createServer, connect as dial, type Socket } from "node:net";

/**
 * A fault in a connection: cut before the statement arrives; cut when its answer begins; no byte passes any more, in
 * either direction (silence), to the server (mute) or from it (deaf); the server runs a long statement instead (long),
 * with an optional callback that is given the client port of the session; or an action that runs before the statement
 * is forwarded.
 */
export type Trouble =
  | "cut before"
  | "cut within"
  | "silence"
  | "mute"
  | "deaf"
  | "long"
  | { long(port: number): void }
  | (() => Promise<void>);

/** The statement that the server runs instead. */
export const LONG =
  "SELECT COUNT(*) AS long_statement FROM information_schema.CHARACTER_SETS a, information_schema.CHARACTER_SETS b WHERE SLEEP(60)";

export interface TroubledLine {
  port: number;
  /** Whether the fault has occurred. */
  struck(): boolean;
  /** Cuts every connection; new ones are forwarded. */
  cut(): void;
  close(): void;
}

function queryPacket(sql: string): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 3]);
  header.writeUIntLE(1 + sql.length, 0, 3);
  return Buffer.concat([header, Buffer.from(sql)]);
}

const STAGES = { "cut within": "armed", silence: "silent", mute: "mute", deaf: "deaf" } as const;

/**
 * A loopback proxy to a server, with a fault at the first statement that contains `mark`; without a fault, it forwards
 * everything.
 */
export async function troubledLine(
  to: number,
  trouble?: Trouble,
  mark: string | RegExp = "",
  told: (statement: string) => void = () => {},
): Promise<TroubledLine> {
  const sockets = new Set<Socket>();
  let struck = false;
  const server = createServer((client) => {
    const remote = dial(to, "127.0.0.1");
    let stage: "passing" | "armed" | "silent" | "mute" | "deaf" = "passing";
    const cut = () => {
      client.destroy();
      remote.destroy();
    };
    for (const socket of [client, remote]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      const statement = data.toString("latin1", 5);
      told(statement);
      if (trouble && !struck && (typeof mark === "string" ? data.includes(mark) : mark.test(statement))) {
        struck = true;
        if (trouble === "cut before") return cut();
        if (trouble === "long" || typeof trouble === "object") {
          remote.write(queryPacket(LONG));
          if (trouble !== "long") trouble.long(remote.localPort!);
          return;
        }
        if (typeof trouble === "function") return void trouble().then(() => remote.write(data));
        stage = STAGES[trouble];
      }
      if (stage !== "silent" && stage !== "mute") remote.write(data);
    });
    remote.on("data", (data) => {
      if (stage === "silent" || stage === "deaf") return;
      if (stage === "armed") {
        client.write(data.subarray(0, 1), cut);
        stage = "silent";
      } else client.write(data);
    });
    client.on("close", () => remote.destroy());
    // A client that cannot hear the server does not notice when it disconnects, either.
    remote.on("close", () => stage === "silent" || stage === "deaf" || client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    struck: () => struck,
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}
