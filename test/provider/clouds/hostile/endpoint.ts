import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { selfSigned } from "../../../support/certificate";

/** A server that reads one request and then treats the connection as it likes. */
export interface Hostile {
  port: number;
  /** Headers of the received requests, with their bodies as far as they came with them. */
  received: string[];
  connections: number;
  close(): Promise<void>;
}

export type Behave = (socket: Socket) => void;

/** @param behave runs once it has received the headers of a request */
export function startHostile(behave: Behave, how: { tls?: boolean } = {}): Promise<Hostile> {
  const open = new Set<Socket>();
  const accept = (socket: Socket) => {
    open.add(socket);
    // How the other side closes the connection does not matter here.
    socket.on("error", () => {}).on("close", () => open.delete(socket));
    let head = "";
    socket.on("data", (chunk) => {
      const wasWhole = head.includes("\r\n\r\n");
      head += chunk.toString("latin1");
      if (wasWhole || !head.includes("\r\n\r\n")) return;
      hostile.received.push(head);
      behave(socket);
    });
  };
  const { cert, key } = how.tls ? selfSigned("false") : { cert: "", key: "" };
  const server: Server = how.tls ? createTlsServer({ cert, key }, accept) : createServer(accept);
  server.on("tlsClientError", () => {}).on("connection", () => hostile.connections++);
  const hostile: Hostile = {
    port: 0,
    received: [],
    connections: 0,
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () => {
      hostile.port = (server.address() as { port: number }).port;
      ready(hostile);
    });
  });
}

/** Writes repeatedly, as fast as the other side reads. */
export function flood(socket: Socket, chunk: Buffer | string): void {
  // Once, not at each write: the attacker's garbage would count as the client's memory.
  const bytes = Buffer.from(chunk);
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on("drain", more);
  more();
}

export function head(status: string, headers: Record<string, string | number> = {}): string {
  const lines = Object.entries({ "content-type": "application/json", ...headers });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}
