import { confineEnvironment } from "../system/environment.mjs";
import { BENCHES } from "./benches";
import { type Measures, say } from "./measure";

/** Runs the benches that are named, or all; prints JSON; exit code 1 when a bar is missed. */
async function main(names: readonly string[]): Promise<number> {
  confineEnvironment("tests");
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    say(`bench: unknown ${unknown.join(", ")}; known: ${BENCHES.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const measures: Measures = {};
  for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`bench ${bench.name}`);
    Object.assign(measures, await bench.run());
  }
  process.stdout.write(`${JSON.stringify(measures, null, 2)}\n`);
  return Object.values(measures).every(({ ok }) => ok) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    say(`bench: ${error.message}`);
    process.exitCode = 2;
  },
);
