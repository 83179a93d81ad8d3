import { createServer, connect as dial, type Socket } from "node:net";

/** What befalls a connection: cut before the statement arrives, cut when its answer begins, or no byte passes any more. */
export type Trouble = "cut before" | "cut within" | "silence";

export interface TroubledLine {
  port: number;
  /** Did the trouble befall? */
  struck(): boolean;
  close(): void;
}

/** A line on loopback to a server that gets into trouble at the first statement that holds `mark`; without one it passes everything. */
export async function troubledLine(to: number, trouble?: Trouble, mark = ""): Promise<TroubledLine> {
  const sockets = new Set<Socket>();
  let struck = false;
  const server = createServer((client) => {
    const remote = dial(to, "127.0.0.1");
    let stage: "passing" | "armed" | "silent" = "passing";
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
      if (trouble && !struck && data.includes(mark)) {
        struck = true;
        if (trouble === "cut before") return cut();
        stage = trouble === "silence" ? "silent" : "armed";
      }
      if (stage !== "silent") remote.write(data);
    });
    remote.on("data", (data) => {
      if (stage === "silent") return;
      if (stage === "armed") {
        client.write(data.subarray(0, 1), cut);
        stage = "silent";
      } else client.write(data);
    });
    client.on("close", () => remote.destroy());
    remote.on("close", () => stage === "silent" || client.destroy());
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
