// Runs one of the proofs: node scripts/prove.mjs checks|policies|attacks|contract|mistakes|faults|matrix|package [arguments].
// Each prints JSON and exits with 1 if something is not proven.
import { ensureGenerator } from "./toolchain/generator.mjs";
import { ensurePythonHost } from "./toolchain/pythonHost.mjs";
import { ensureYamlHost } from "./toolchain/yamlHost.mjs";
import { runTypeScript } from "./typescript.mjs";

const [proof, ...args] = process.argv.slice(2);
if (proof === "package") {
  ensureYamlHost();
  ensureGenerator();
  try {
    process.env.DBFERRY_PYTHON_PACKAGES = ensurePythonHost();
  } catch (error) {
    // Only Python needs the generator; the proof reports why Python was not tried.
    process.env.DBFERRY_PYTHON_MISSING = error.message;
  }
}
process.exitCode = await runTypeScript(`proofs/${proof}.ts`, args);
