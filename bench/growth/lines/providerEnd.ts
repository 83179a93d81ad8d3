import { spawn } from "node:child_process";
import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { atMost, median, say, seconds } from "../../measure";
import type { Line } from "../line";

const root = resolve(__dirname, "../..");
const RUNS = 40;
/** Concurrent connections. */
const SIZES = [1, 8, 64];
const RUNS_OF_A_SIZE = 5;

/** How long the provider takes to exit when a connected engine asks it to. */
export const providerEnd: Line = {
  name: "providerEnd",
  async run() {
    const taken: number[] = [];
    for (let run = 0; run < RUNS; run += 1) taken.push(await oneEnd(run, 1));
    const slowest = Math.max(...taken);
    say(`  the slowest of ${RUNS} ends ${slowest.toFixed(3)} s (median ${median(taken).toFixed(3)})`);
    const points: [number, number][] = [];
    for (const connections of SIZES) {
      const ends: number[] = [];
      for (let run = 0; run < RUNS_OF_A_SIZE; run += 1) ends.push(await oneEnd(run, connections));
      points.push([connections, median(ends)]);
    }
    return [{ work: "provider.end", measure: atMost(slowest, 1, "seconds"), growth: { points } }];
  },
};

/** @param run in every second run the connections close at the same moment, as when an engine finishes an update */
async function oneEnd(run: number, connections: number): Promise<number> {
  const child = spawn(join(root, "provider/pulumi-resource-dbferry"), [], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const open: ClientHttp2Session[] = [];
  try {
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    // The engine connects by gRPC, which is HTTP/2.
    for (let at = 0; at < connections; at += 1) {
      const connection = connect(`http://127.0.0.1:${port}`).on("error", () => {});
      open.push(connection);
      await once(connection, "remoteSettings");
    }
    const took = await seconds(() => {
      if (run % 2 === 0) for (const connection of open) connection.destroy();
      child.kill("SIGINT");
      return exited;
    });
    const [code] = await exited;
    if (code !== 0) throw new Error(`the provider exited with ${code}`);
    return took;
  } finally {
    for (const connection of open) connection.destroy();
    child.kill("SIGKILL");
  }
}
