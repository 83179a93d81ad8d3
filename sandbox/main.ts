import { parseArgs } from "node:util";
import { CLOUD_NAMES, type CloudName } from "./clouds";
import { startSandbox } from "./index";
import { parseDataSet } from "./mysql/dataSet";
import { isAlive } from "./mysql/leftovers";

const USAGE = `node sandbox.js --dir FOLDER [--data demo|none] [--clock N] [--source CLOUD] [--target CLOUD] [--parent PID]

Starts the sandbox and prints one line of JSON when it is ready. Ends on SIGTERM or SIGINT, and when the process PID has ended.
  --dir     folder for the servers' data
  --data    what the source holds; default demo
  --clock   vendor seconds per real second; default 60
  --source  cloud of the source; default alicloud
  --target  cloud of the target; default huaweicloud
  --parent  process whose end also ends the sandbox`;

/** Interval for checking that the parent is alive. */
const PARENT_MS = 500;

async function main({ dir, data, clock, place, parent }: Arguments): Promise<void> {
  const sandbox = await startSandbox<CloudName, CloudName>({ dir, data, clock, place });
  const end = () => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  // A dead parent may leave a pipe without a reader, which must not prevent an orderly shutdown.
  process.stdout.on("error", () => {});
  if (parent !== undefined) setInterval(() => isAlive(parent) || end(), PARENT_MS);
  process.stderr.write(`${sandbox.server}\n`);
  process.stdout.write(`${JSON.stringify(sandbox.facts())}\n`);
}

type Arguments = ReturnType<typeof readArguments>;

function readArguments() {
  const { values } = parseArgs({
    options: {
      dir: { type: "string" },
      data: { type: "string", default: "demo" },
      clock: { type: "string" },
      source: { type: "string" },
      target: { type: "string" },
      parent: { type: "string" },
    },
  });
  if (!values.dir) throw new Error("--dir: missing; needed a folder for the servers' data");
  return {
    dir: values.dir,
    data: parseDataSet(values.data),
    clock: values.clock === undefined ? undefined : positive("--clock", values.clock),
    place: { source: cloudOf("--source", values.source), target: cloudOf("--target", values.target) },
    parent: values.parent === undefined ? undefined : positive("--parent", values.parent),
  };
}

function cloudOf(name: string, text: string | undefined): CloudName | undefined {
  if (text === undefined) return undefined;
  const found = CLOUD_NAMES.find((cloud) => cloud === text);
  if (!found) throw new Error(`${name}: seen ${JSON.stringify(text)}, needed one of ${CLOUD_NAMES.join(", ")}`);
  return found;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name}: seen ${JSON.stringify(text)}, needed a number above 0`);
  return value;
}

function fail(error: Error, more = ""): void {
  process.stderr.write(`${error.message}\n${more}`);
  process.exitCode = 1;
}

let given: Arguments | undefined;
try {
  given = readArguments();
} catch (error) {
  fail(error as Error, `\n${USAGE}\n`);
}
if (given) main(given).catch(fail);
