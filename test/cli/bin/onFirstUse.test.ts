import { join, resolve } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";

const root = resolve(__dirname, "../../..");
const preload = join(root, "cli/bin/onFirstUse.js");
const sdk = join(root, "node_modules/@pulumi/pulumi");

/** Which of these packages a script has loaded, and what it printed. */
function run(script: string, preloaded = true): { loaded: string[]; printed: string } {
  const packages = ["@npmcli/arborist", "typescript", "@opentelemetry/sdk-trace-node"];
  const source = `
    const print = (value) => { printed = String(value); };
    let printed = "";
    (async () => { ${script} })().then(() => {
      const loaded = ${JSON.stringify(packages)}.filter((name) => Object.keys(require.cache).some((file) => file.includes("node_modules/" + name + "/")));
      console.log(JSON.stringify({ loaded, printed }));
    });`;
  const { stdout } = execaSync(process.execPath, [...(preloaded ? ["--require", preload] : []), "-e", source], {
    cwd: root,
  });
  return JSON.parse(stdout);
}

describe("modules of Pulumi's SDK that are loaded on first use", () => {
  const program = `require(${JSON.stringify(sdk)});`;

  it("are not loaded by a program", () => {
    expect(run(program).loaded).toEqual([]);
    // Otherwise there would be nothing to gain.
    expect(run(program, false).loaded).toEqual(["@npmcli/arborist", "typescript"]);
  });

  it("still serialise a function", () => {
    const serialise = `${program} const outside = 6;
      const { text } = await require(${JSON.stringify(sdk)}).runtime.serializeFunction(() => outside * 7);
      print(text);`;
    const { loaded, printed } = run(serialise);
    expect(loaded).toContain("typescript");
    expect(printed).toBe(run(serialise, false).printed);
    expect(printed).toContain("outside * 7");
  });

  it("still collect the packages that a function's code needs", () => {
    const gather = `${program} const paths = await require(${JSON.stringify(sdk)}).runtime.computeCodePaths({ extraIncludePackages: ["zod"] });
      print([...paths.keys()].sort());`;
    const { loaded, printed } = run(gather);
    expect(loaded).toContain("@npmcli/arborist");
    expect(printed).toBe(run(gather, false).printed);
    expect(printed).toContain("node_modules/zod");
  });

  it("trace the runner on request, and return no-op spans until then", () => {
    const required = `const Module = require("node:module"); const from = new Module("run"); from.filename = ${JSON.stringify(`${sdk}/cmd/run/run.js`)}; from.paths = module.paths;
      const tracing = Module._load("./tracing", from, false);`;
    const span = `const span = tracing.newSpan("work"); span.addEvent("something"); print(span.isRecording()); span.end();`;
    expect(run(required + span)).toEqual({ loaded: [], printed: "false" });
    const traced = run(`${required} tracing.start("http://127.0.0.1:9/api/v2/spans"); ${span}`);
    expect(traced).toEqual({ loaded: expect.arrayContaining(["@opentelemetry/sdk-trace-node"]), printed: "true" });
  });
});
