import { resolve } from "node:path";
import { BY_DEFAULT, LEGS, NEEDED } from "./package/legs";
import { Stage } from "./package/stage";

/**
 * `npm run package:try`: packs, installs in a temporary folder, previews, updates and takes down against the sandbox,
 * from each language. Prints JSON with what ran, or why it did not; exit code 1 if TypeScript or YAML did not. Names
 * (`npm run package:try -- clone`) select what to try; `clone` installs the clone itself under the system's Node.js.
 */
async function main(): Promise<number> {
  const root = process.cwd();
  const requested = process.argv.slice(2);
  const names = requested.length > 0 ? requested : BY_DEFAULT;
  const said: Record<string, string> = {};
  const stage = await Stage.open(resolve(root));
  try {
    for (const name of names) {
      said[name] = await tried(name, stage);
    }
  } finally {
    await stage.close();
  }
  process.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
  const needed = requested.length > 0 ? requested : NEEDED;
  return needed.every((name) => said[name] === "ran") ? 0 : 1;
}

async function tried(name: string, stage: Stage): Promise<string> {
  const leg = LEGS[name];
  if (!leg) return `unknown part; known: ${Object.keys(LEGS).join(", ")}`;
  try {
    return await leg.run(stage, (text) => process.stderr.write(`${name}: ${text}\n`));
  } catch (error) {
    return (error as Error).message;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
