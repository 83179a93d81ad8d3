/**
 * The dbferry resource provider, as the engine starts it: `pulumi-resource-dbferry <engine address>`. It prints the port it listens
 * on, and nothing else, on its first line.
 */
import { quoted } from "../model/printing/visible";
import { serve } from "./rpc/serve";

/** How often to look whether the engine is still there. */
const ORPHAN_CHECK_MS = 1000;

// A provider whose engine was killed must not go on changing clouds for a run that nobody records.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, ORPHAN_CHECK_MS).unref();

serve(process.argv.slice(2).find((argument) => !argument.startsWith("-"))).then(
  ({ port, stop }) => {
    // SIGINT is how the engine ends its providers. A Ctrl-C in the terminal does not come here: they are in a process group of their
    // own, and the engine tells of it by a call.
    for (const signal of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) {
      process.once(signal, () => void stop().finally(() => process.exit(0)));
    }
    process.stdout.write(`${port}\n`);
  },
  (error: Error) => {
    process.stderr.write(`dbferry provider: ${quoted(error.message)}\n`);
    process.exit(1);
  },
);
