import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:http2";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { atMost, type Bench, median, say, seconds } from "./measure";

const root = resolve(__dirname, "../..");
const RUNS = 40;

/** How long the provider takes to end when the engine, which is connected, tells it to. */
export const providerEnd: Bench = {
  name: "providerEnd",
  async run() {
    const taken: number[] = [];
    for (let run = 0; run < RUNS; run += 1) taken.push(await oneEnd(run));
    const slowest = Math.max(...taken);
    say(`  the slowest of ${RUNS} ends ${slowest.toFixed(3)} s (median ${median(taken).toFixed(3)})`);
    return { "provider.end": atMost(slowest, 1, "seconds") };
  },
};

/** @param run every second engine closes its connection in the same moment, as one that ends an update does */
async function oneEnd(run: number): Promise<number> {
  const child = spawn(join(root, "provider/pulumi-resource-dbferry"), [], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  try {
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    // The engine's connection is gRPC's, which is one of HTTP/2.
    const connection = connect(`http://127.0.0.1:${port}`).on("error", () => {});
    await once(connection, "remoteSettings");
    const took = await seconds(() => {
      if (run % 2 === 0) connection.destroy();
      child.kill("SIGINT");
      return exited;
    });
    connection.destroy();
    const [code] = await exited;
    if (code !== 0) throw new Error(`the provider exited with ${code}`);
    return took;
  } finally {
    child.kill("SIGKILL");
  }
}
