import { join, resolve } from "node:path";
import { execa } from "execa";
import { median } from "./measure";

const root = resolve(__dirname, "../..");

/** From the start of the pack's process until it has printed the port that it serves on; median, in seconds. */
export async function packStart(rounds: number, env: Record<string, string> = {}): Promise<number> {
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [root] });
  const starts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const pack = execa(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: join(root, "policies"),
      env,
      reject: false,
      buffer: false,
    });
    await new Promise<void>((done) => pack.stdout!.once("data", () => done()));
    starts.push((performance.now() - started) / 1000);
    pack.kill("SIGKILL");
    await pack;
  }
  return median(starts);
}
