// Runs everything: types, lint, dependency direction, then every vitest project. Ends with one line `N passed, N
// failed, N skipped`. Arguments go to vitest; DBFERRY_TEST_REPORT names a file for its JSON report.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "../system/environment.mjs";
import { check } from "./check.mjs";
import { root } from "./toolchain/paths.mjs";

const started = Date.now();
const failedChecks = check();
const folder = mkdtempSync(join(tmpdir(), "dbferry-test-"));
const report = join(folder, "report.json");
// No colours: in CI, vitest would force them on every process, and tests read command output.
const { FORCE_COLOR: _, ...env } = childEnvironment("tests");
const vitest = spawnSync(
  join(root, "node_modules/.bin/vitest"),
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit", env: { ...env, NO_COLOR: "1" } },
);

let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests = 0,
    testResults,
  } = JSON.parse(readFileSync(report, "utf8"));
  // A file that could not be loaded has no tests to count, but is a failure.
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  for (const file of broken) process.stdout.write(`could not run: ${file.name}\n${file.message}\n`);
  counts = { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
  if (vitest.status !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed === 0) counts.failed += 1;
} catch (error) {
  process.stdout.write(`the test run left no report: ${error.message}\n`);
}
rmSync(folder, { recursive: true, force: true });

counts.failed += failedChecks.length;
counts.passed += 3 - failedChecks.length;
process.stdout.write(`in ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exit(counts.failed === 0 ? 0 : 1);
