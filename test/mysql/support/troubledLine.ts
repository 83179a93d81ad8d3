import { createServer, connect as dial, type Socket } from "node:net";

/**
 * What befalls a connection: cut before the statement arrives, cut when its answer begins, no byte passes any more, none to
 * the server (mute), none from it (deaf); the server works at something long in its place (long), and whoever wants to do something to
 * the session is told the port that it comes from; or something that is done before the statement goes on.
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

/** What the server works at in place of the statement. */
export const LONG =
  "SELECT COUNT(*) AS long_statement FROM information_schema.CHARACTER_SETS a, information_schema.CHARACTER_SETS b WHERE SLEEP(60)";

export interface TroubledLine {
  port: number;
  /** Did the trouble befall? */
  struck(): boolean;
  /** Cuts every connection; new ones pass. */
  cut(): void;
  close(): void;
}

function queryPacket(sql: string): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 3]);
  header.writeUIntLE(1 + sql.length, 0, 3);
  return Buffer.concat([header, Buffer.from(sql)]);
}

const STAGES = { "cut within": "armed", silence: "silent", mute: "mute", deaf: "deaf" } as const;

/** A line on loopback to a server that gets into trouble at the first statement that holds `mark`; without one it passes everything. */
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
    // Whoever cannot hear the server does not hear that it hangs up.
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
