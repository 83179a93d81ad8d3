import { connect, createServer, type Socket } from "node:net";

/** A loopback proxy to `port` that delays every byte by this time, in each direction. */
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
      // Timers of equal delay fire in order, so bytes stay in order.
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
