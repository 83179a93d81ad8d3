import { createServer, connect as dial, type Socket } from "node:net";

/**
 * What befalls a connection: cut before the statement arrives, cut when its answer begins, no byte passes any more, none to
 * the server (mute), none from it (deaf); or something that is done before the statement goes on.
 */
export type Trouble = "cut before" | "cut within" | "silence" | "mute" | "deaf" | (() => Promise<void>);

export interface TroubledLine {
  port: number;
  /** Did the trouble befall? */
  struck(): boolean;
  close(): void;
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
  return {
    port: (server.address() as { port: number }).port,
    struck: () => struck,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
