/**
 * The dbferry resource provider, as the engine starts it: `pulumi-resource-dbferry <engine address>`. It prints the port it listens
 * on, and nothing else, on its first line.
 */
import { serve } from "./rpc/serve";

/** How often to look whether the engine is still there. */
const ORPHAN_CHECK_MS = 1000;

// The engine tells of Ctrl-C by a call of its own; the signal, which a terminal sends to every process, must not cut off work.
process.on("SIGINT", () => {});
// A provider whose engine was killed must not go on changing clouds for a run that nobody records.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, ORPHAN_CHECK_MS).unref();

serve(process.argv.slice(2).find((argument) => !argument.startsWith("-"))).then(
  ({ port }) => process.stdout.write(`${port}\n`),
  (error: Error) => {
    process.stderr.write(`dbferry provider: ${error.message}\n`);
    process.exit(1);
  },
);
