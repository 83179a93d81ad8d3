import { fstatSync } from "node:fs";
import { quoted } from "../model/printing/visible";
import type { Plugin } from "./plugin";
import { serve } from "./serve";

/** Interval for checking that the engine is still there. */
const ORPHAN_CHECK_MS = 500;

/** Runs a plugin as the engine starts it: prints the port it listens on, and nothing else, on its first line. */
export function runPlugin(name: string, plugin: Plugin): void {
  endWithEngine();
  serve(plugin).then(
    ({ port, stop }) => {
      // SIGINT is how the engine ends its plugins. A Ctrl-C in the terminal does not come here: they are in a process group of
      // their own, and the engine passes it on by a call.
      for (const signal of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) {
        process.once(signal, () => void stop().finally(() => process.exit(0)));
      }
      process.stdout.write(`${port}\n`);
    },
    (error: Error) => {
      process.stderr.write(`${name}: ${quoted(error.message)}\n`);
      process.exit(1);
    },
  );
}

/**
 * A plugin must not go on changing clouds for a run that nobody records. A killed engine cannot end its plugins: they notice that
 * they have a new parent, or that the engine's end of their input is closed.
 */
function endWithEngine(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS).unref();
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.on("close", () => process.exit(1)).resume();
}
