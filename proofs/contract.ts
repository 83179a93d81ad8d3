import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ContractReport } from "../test/contract/support/contract";

const root = resolve(__dirname, "..");
/** Tests that cover every action, the third-party clients, and a whole migration by each engine. */
const TESTS = [
  "test/contract",
  "test/sandbox/huaweicloud",
  "test/sandbox/alicloud",
  "test/sandbox/tencentcloud",
  "test/e2e/lifecycle.test.ts",
  "test/e2e/tencent.test.ts",
  "test/e2e/alibabaDts.test.ts",
];

/** Runs the tests that compare the sandbox with the vendors' API models, and totals their results. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-contract-"));
  try {
    const failed = await runTests(folder);
    const reports = readdirSync(folder).map(
      (name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Partial<ContractReport>,
    );
    const all = <K extends "actions" | "problems" | "given" | "read">(key: K) =>
      new Set(reports.flatMap((one) => one[key] ?? []));
    const read = all("read");
    const ignored = [...all("given")].filter((one) => !read.has(one));
    const unknown = [...all("problems")];
    const clients: Record<string, number> = {};
    for (const [name, calls] of reports.flatMap((one) => Object.entries(one.clients ?? {})))
      clients[name] = (clients[name] ?? 0) + calls;
    for (const one of [...unknown, ...ignored.map((path) => `ignored: ${path}`)]) process.stderr.write(`${one}\n`);
    const result = {
      actions: all("actions").size,
      answersChecked: reports.reduce((sum, { checked = 0 }) => sum + checked, 0),
      unknownFields: unknown.length,
      ignoredParameters: ignored.length,
      foreignClients: clients,
    };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    const seen = result.actions > 0 && Object.keys(clients).length > 0;
    if (failed || !seen || result.unknownFields > 0 || result.ignoredParameters > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTests(folder: string): Promise<boolean> {
  // The runner fails for a path without tests only when none of the others has any.
  const missing = TESTS.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`no such tests: ${missing.join(", ")}`);
  const child = spawn(join(root, "node_modules/.bin/vitest"), ["run", ...TESTS], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", DBFERRY_CONTRACT_REPORTS: folder },
    // Standard output is reserved for the result.
    stdio: ["ignore", 2, 2],
  });
  return new Promise((done) => child.on("exit", (code) => done(code !== 0)));
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
