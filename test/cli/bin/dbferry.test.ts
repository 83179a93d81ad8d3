import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = resolve(__dirname, "../../..");

/** `npx dbferry` in a clone runs cli/bin/dbferry.js with whatever Node version is installed. */
describe("the command as npx starts it", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-launcher-"));
    for (const name of ["cli/bin", "cli/dist", ".toolchain/bin"]) mkdirSync(join(folder, name), { recursive: true });
    for (const file of ["cli/bin/dbferry.js", "cli/bin/mysqlCommands.js", "cli/bin/summaries.js", "package.json"])
      copyFileSync(join(root, file), join(folder, file));
    // A stand-in for the bundle that reports its arguments and exits with a distinctive code.
    const main = `
      console.log([process.version === "${process.version}", process.argv.slice(2), process.env.PATH].join(" "));
      process.exitCode = 7;`;
    writeFileSync(join(folder, "cli/dist/main.js"), main);
    writeFileSync(join(folder, "old.js"), 'Object.defineProperty(process, "version", { value: "v18.19.0" });');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tools = () => join(folder, ".toolchain/bin");
  const start = (...nodeArgs: string[]) =>
    execa(process.execPath, [...nodeArgs, join(folder, "cli/bin/dbferry.js"), "audit", "--json"], { reject: false });
  const withOldNode = () => start("-r", join(folder, "old.js"));

  it("finds the engine of the toolchain", async () => {
    const { stdout, exitCode } = await start();
    expect(stdout).toMatch(new RegExp(`^true audit,--json ${tools()}:`));
    expect(exitCode).toBe(7);
  });

  it("runs on the toolchain's Node when the system's is too old", async () => {
    symlinkSync(process.execPath, join(tools(), "node"));
    const { stdout, exitCode } = await withOldNode();
    expect(stdout).toMatch(new RegExp(`^true audit,--json ${tools()}:`));
    expect(exitCode).toBe(7);
  });

  it("prints only what to run in a clone that has not been prepared", async () => {
    const tooOld = await withOldNode();
    expect(tooOld.stderr).toBe(
      `dbferry: Node v18.19.0 is too old; run \`npm run toolchain\` in ${folder}, then this again`,
    );
    expect(tooOld.exitCode).toBe(2);
    rmSync(join(folder, "cli/dist/main.js"));
    const notBuilt = await start();
    expect(notBuilt.stderr).toMatch(/^dbferry: it is not built yet; run `npm run toolchain` in \S+, then this again$/);
    expect(notBuilt.exitCode).toBe(2);
  });
});
