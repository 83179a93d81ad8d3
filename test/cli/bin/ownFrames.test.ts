import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../../..");
const RUNNER = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run/index.js");

describe("the stack trace of a program compiled from TypeScript", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-frames-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Writes the file and its compiled form with a source map, in which line numbers differ from the source. */
  function compiled(path: string, source: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.ts`, source);
    const banner = { js: "\n".repeat(40) };
    buildSync({ entryPoints: [`${file}.ts`], outfile: `${file}.js`, sourcemap: "inline", format: "cjs", banner });
  }
  /** The program's output, with stack frames mapped by the runner's source maps. */
  function run(program: string): string {
    compiled("app", program);
    const register = `require("node:module").createRequire(${JSON.stringify(RUNNER)})("source-map-support/register")`;
    const script = `${register}; require(${JSON.stringify(join(folder, "app.js"))})`;
    return execaSync(process.execPath, ["--require", join(ROOT, "cli/bin/ownFrames.js"), "-e", script]).stdout;
  }
  const framesIn = (text: string) =>
    text.split("\n").flatMap((line) => /(app|sdk)\.(ts|js):\d+/.exec(line.replaceAll("\\", "/"))?.[0] ?? []);

  it("names the TypeScript of the program, and leaves installed code as it is", () => {
    compiled("node_modules/sdk", "export function call(back: () => void) {\n  back();\n}\n");
    const text = run(
      'import { call } from "./node_modules/sdk";\n\ncall(() => {\n  console.log(new Error("why\\n    at all").stack);\n});\n',
    );
    expect(text.startsWith("Error: why\n    at all\n    at ")).toBe(true);
    const [inner, sdk, outer] = framesIn(text);
    expect([inner, outer]).toEqual(["app.ts:4", "app.ts:3"]);
    expect(sdk).toMatch(/^sdk\.js:[4-9]\d$/);
  });

  it("stays an array for code that reads the frames itself", () => {
    const text = run(`const given = Error.prepareStackTrace;
Error.prepareStackTrace = (_, frames) => frames;
const frames: unknown = new Error().stack;
Error.prepareStackTrace = given;
console.log(Array.isArray(frames), new Error("x").stack);
`);
    expect(text).toMatch(/^true Error: x\n/);
    expect(framesIn(text)[0]).toBe("app.ts:5");
  });

  it("comes from the runner, which loads the source maps under this name", () => {
    const { stdout } = execaSync("grep", ["-c", 'require("source-map-support/register")', RUNNER]);
    expect(stdout).toBe("1");
  });
});
