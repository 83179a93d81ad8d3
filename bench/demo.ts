import { resolve } from "node:path";
import { execa } from "execa";
import { atMost, type Bench } from "./measure";

const root = resolve(__dirname, "../..");

/** The whole demo on a warm machine. */
export const demo: Bench = {
  name: "demo",
  async run() {
    const started = performance.now();
    await execa("node", ["cli/dist/main.js", "demo", "--folder", ".dbferry/run/bench"], {
      cwd: root,
      stdout: "ignore",
      stderr: "inherit",
    });
    return { "demo.warm": atMost((performance.now() - started) / 1000, 120, "seconds") };
  },
};
