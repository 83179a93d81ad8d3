import { connect, createServer, type Socket } from "node:net";

/** A line on loopback to `port` on which every byte takes so long each way. */
export async function delayed(port: number, milliseconds: number): Promise<{ port: number; close(): void }> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      // Timers of one length fire in order: bytes stay in line.
      from.on("data", (bytes) => setTimeout(() => to.write(bytes), milliseconds));
      from.on("close", () => setTimeout(() => to.destroy(), milliseconds));
      from.on("error", () => to.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
