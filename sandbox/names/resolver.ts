import { createSocket } from "node:dgram";
import { CODES, readQuery, writeAnswer } from "./message";

/** What a resolver knows of a name. */
export type Known =
  /** Its IPv4 addresses; empty: the name has others. */
  readonly string[] | "noSuchName" | "serverFailed" | "refused" | "silent";

export interface NameResolver {
  /** "127.0.0.1:port" */
  address: string;
  close(): Promise<void>;
}

/** Starts a resolver on loopback (UDP). @param know called for each query */
export async function startResolver(know: (name: string) => Known): Promise<NameResolver> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const question = readQuery(message);
    if (!question) return;
    const known = know(question.name);
    if (known === "silent") return;
    const found = typeof known === "string" || !question.isA ? [] : known;
    const code = typeof known === "string" ? CODES[known] : CODES.ok;
    // One that cannot be sent is one that got lost: whoever asked comes back, or counts it as silence.
    socket.send(writeAnswer(question, code, found, 1), from.port, from.address, () => {});
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      socket.off("error", reject);
      resolve();
    });
  });
  // Without a listener, it would end the sandbox.
  socket.on("error", () => {});
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
