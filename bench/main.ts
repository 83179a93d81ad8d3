import { parseArgs } from "node:util";
import { confineEnvironment } from "../system/environment.mjs";
import { BENCHES } from "./benches";
import { type Measures, say } from "./measure";

/** Runs the named benches, or all; `--only` selects parts. Prints JSON; exit code 1 if a bar is missed. */
async function main(args: string[]): Promise<number> {
  confineEnvironment("tests");
  const options = { only: { type: "string", multiple: true } } as const;
  const { positionals: names, values } = parseArgs({ args, options, allowPositionals: true });
  const only = (values.only ?? []).flatMap((names) => names.split(","));
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    say(`bench: unknown ${unknown.join(", ")}; known: ${BENCHES.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const parts = BENCHES.filter(({ name }) => names.includes(name)).flatMap((bench) => bench.parts ?? []);
  const strange = only.filter((name) => !parts.includes(name));
  if (strange.length > 0) {
    say(`bench: --only: unknown ${strange.join(", ")}; known: ${parts.join(", ") || "no bench with parts was named"}`);
    return 2;
  }
  const measures: Measures = {};
  for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`bench ${bench.name}`);
    Object.assign(measures, await bench.run(only));
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
