import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a scripted preview does after it has started, which it reports in the folder `begun`. */
export interface Script {
  /** Continues only once the preview of this stack has started. */
  after?: string;
  events?: object[];
  /** Never ends by itself. */
  hangs?: boolean;
  /** Ends like an engine that was killed. */
  crashes?: boolean;
}

const SUMMARY = { summaryEvent: {} };

/**
 * A folder with a `pulumi` that follows a script for each stack: the real engine cannot be made to interleave previews
 * at a chosen moment.
 */
export function scriptedEngine(folder: string, scripts: Record<string, Script>): { bin: string; begun: string } {
  const [bin, begun] = [join(folder, "bin"), join(folder, "begun")];
  for (const made of [bin, begun]) mkdirSync(made, { recursive: true });
  const program = `#!${process.execPath}
const { appendFileSync, existsSync, renameSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const named = (name) => args[args.indexOf(name) + 1];
if (args[0] === "stack") process.exit(args[1] === "export" ? 255 : 0);
const script = ${JSON.stringify(scripts)}[named("--stack")];
const begun = (stack) => ${JSON.stringify(begun)} + "/" + stack;
// Whole at once: this process may be ended between the making of a file and its writing.
const whole = ${JSON.stringify(join(folder, "begun-"))} + process.pid;
writeFileSync(whole, String(process.pid));
renameSync(whole, begun(named("--stack")));
const look = setInterval(() => {
  if (script.hangs || (script.after && !existsSync(begun(script.after)))) return;
  clearInterval(look);
  for (const event of script.events ?? []) appendFileSync(named("--event-log"), JSON.stringify(event) + "\\n");
  if (script.crashes) process.kill(process.pid, "SIGKILL");
  appendFileSync(named("--event-log"), ${JSON.stringify(JSON.stringify(SUMMARY))} + "\\n");
}, 5);
`;
  writeFileSync(join(bin, "pulumi"), program, { mode: 0o755 });
  return { bin, begun };
}
