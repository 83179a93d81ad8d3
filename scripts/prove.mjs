// Runs one of the proofs: node scripts/prove.mjs checks|policies|attacks|mistakes|package [arguments]. Each prints JSON and exits with 1 when something is not proven.
import { ensureYamlHost } from "./toolchain/yamlHost.mjs";
import { runTypeScript } from "./typescript.mjs";

const [proof, ...args] = process.argv.slice(2);
if (proof === "package") ensureYamlHost();
process.exitCode = await runTypeScript(`proofs/${proof}.ts`, args);
