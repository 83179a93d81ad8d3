import { join, resolve } from "node:path";
import { execa } from "execa";
import { median } from "./measure";

const root = resolve(__dirname, "../..");

/** By then a pack has written Node's compile cache. */
const WRITTEN_MS = 3_000;

/**
 * Median seconds from starting the pack's process until it prints its port.
 * @param kept folder of Node's compile cache, filled by a first start that is not counted
 */
export async function packStart(rounds: number, kept?: string): Promise<number> {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [root] });
  const starts: number[] = [];
  for (let round = kept === undefined ? 0 : -1; round < rounds; round += 1) {
    const started = performance.now();
    const pack = execa(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: join(root, "policies"),
      env: kept === undefined ? {} : { NODE_COMPILE_CACHE: kept },
      reject: false,
      buffer: false,
    });
    await new Promise<void>((done) => pack.stdout!.once("data", () => done()));
    if (round < 0) await new Promise((done) => setTimeout(done, WRITTEN_MS));
    else starts.push((performance.now() - started) / 1000);
    pack.kill("SIGKILL");
    await pack;
  }
  return median(starts);
}
