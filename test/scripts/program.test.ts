import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");

/** Loads the program like the engine's runner, and prints what it received. */
const LOAD = `
  const { RunError } = require("@pulumi/pulumi");
  try {
    console.log(JSON.stringify({ says: require("./stacks") }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.message, shown: RunError.isInstance(error) ? "message" : "stack" }));
  }`;

describe("the program's bundle", () => {
  let folder: string;
  let bundle: string;
  let edits = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-program-"));
    bundle = join(folder, "stacks/dist/program.js");
    for (const name of ["stacks", "scripts", "model"]) mkdirSync(join(folder, name));
    for (const file of ["stacks/index.js", "scripts/program.mjs"]) copyFileSync(join(root, file), join(folder, file));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    write("stacks/program.ts", 'import { word } from "../model/word";\nexport = word;\n');
    write("model/word.ts", 'export const word: string = "first";\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a source file; each edit has a later timestamp than the previous ones. */
  function write(path: string, text: string): void {
    writeFileSync(join(folder, path), text);
    edits += 1;
    const at = new Date(Date.now() - 1_000_000 + edits * 1000);
    utimesSync(join(folder, path), at, at);
  }

  /** Dates the bundle before all following edits. */
  function old(): void {
    const at = new Date(Date.now() - 2_000_000);
    utimesSync(bundle, at, at);
  }

  async function load(): Promise<{ says?: string; refused?: string; shown?: string }> {
    const { stdout } = await execa(process.execPath, ["-e", LOAD], { cwd: folder });
    return JSON.parse(stdout);
  }

  it("is built if missing, and then reused", async () => {
    expect(await load()).toEqual({ says: "first" });
    writeFileSync(bundle, readFileSync(bundle, "utf8").replaceAll("first", "the bundle itself"));
    expect(await load()).toEqual({ says: "the bundle itself" });
  });

  it("is rebuilt if a source is newer or gone, or if it names none", async () => {
    await load();
    old();
    write("model/word.ts", 'export const word: string = "second";\n');
    expect(await load()).toEqual({ says: "second" });
    rmSync(join(folder, "model/word.ts"));
    write("stacks/program.ts", 'export = "third";\n');
    expect(await load()).toEqual({ says: "third" });
    writeFileSync(bundle, readFileSync(bundle, "utf8").slice(0, 10));
    expect(await load()).toEqual({ says: "third" });
  });

  it("is replaced atomically, so that neither a concurrent load nor a kill leaves half of it", async () => {
    await load();
    const before = readFileSync(bundle, "utf8");
    const held = join(folder, "held.js");
    linkSync(bundle, held);
    old();
    write("model/word.ts", 'export const word: string = "second";\n');
    const all = await Promise.all([load(), load(), load()]);
    expect(all).toEqual([{ says: "second" }, { says: "second" }, { says: "second" }]);
    expect(readFileSync(held, "utf8")).toBe(before);
  });

  it("is not needed on a read-only disk", async () => {
    writeFileSync(join(folder, "stacks/dist"), "a file where the folder would be");
    expect(await load()).toEqual({ says: "first" });
  });

  it("gives file, line and error of a broken source, without a stack trace", async () => {
    write("model/word.ts", 'export const word: string = ((\n"first";\n');
    const { refused, shown } = await load();
    expect(shown).toBe("message");
    expect(refused).toMatch(/cannot be built.*model\/word\.ts:2:7/s);
    expect(refused).not.toMatch(/^\s+at /m);
    write("model/word.ts", 'import "./nowhere";\nexport const word = "first";\n');
    expect((await load()).refused).toMatch(/Could not resolve "\.\/nowhere".*model\/word\.ts:1/s);
  });

  it("leaves the program's own errors unchanged", async () => {
    write("model/word.ts", 'throw new Error("not my sources");\n');
    expect(await load()).toEqual({ refused: "not my sources", shown: "stack" });
  });
});
