import { fstatSync } from "node:fs";
import { quoted } from "../model/printing/visible";
import type { Plugin } from "./plugin";
import { serve } from "./serve";

/** Interval for checking that the engine is still alive. */
const ORPHAN_CHECK_MS = 500;

/** Entry point of a plugin started by the engine. The first line of output is the listening port and nothing else. */
export function runPlugin(name: string, plugin: Plugin): void {
  endWithEngine();
  serve(plugin).then(
    ({ port, stop }) => {
      // The engine ends its plugins with SIGINT. Ctrl-C in the terminal does not reach them: they have their own
      // process group, and the engine forwards it as a call.
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
 * A plugin must not keep changing clouds if nothing records the results. A killed engine cannot end its plugins, so
 * they detect it by a new parent process, or by the engine's end of their input being closed.
 */
function endWithEngine(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS).unref();
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.on("close", () => process.exit(1)).resume();
}
