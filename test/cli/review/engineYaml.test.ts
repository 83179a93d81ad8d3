import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAsEngine } from "../../../cli/review/engineYaml";
import { root } from "../../e2e/harness";

/** How the engine reads a stack file; undefined if it rejects it. */
let engine: (text: string) => Promise<unknown>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-stack-files-"));
  for (const name of ["state", "home"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const pulumi = (...args: string[]) =>
    execa("pulumi", [...args, "--stack", "test", "--non-interactive"], {
      cwd: folder,
      env: {
        PATH: `${join(root, ".toolchain/bin")}:${process.env["PATH"]}`,
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "of a test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      reject: false,
      stdin: "ignore",
    });
  expect((await pulumi("stack", "init")).exitCode).toBe(0);
  engine = async (text) => {
    writeFileSync(join(folder, "Pulumi.test.yaml"), text);
    const { exitCode, stdout } = await pulumi("config", "--json");
    if (exitCode !== 0) return undefined;
    const values = Object.entries<any>(JSON.parse(stdout));
    return Object.fromEntries(values.map(([key, { value, objectValue }]) => [key, objectValue ?? value]));
  };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Configuration as the engine stores it: top-level numbers and booleans become strings. */
function ours(text: string): unknown {
  const { config = {} } = readAsEngine(text, "Pulumi.test.yaml") as { config?: Record<string, unknown> };
  const named = ([key, value]: [string, unknown]) => [
    key.includes(":") ? key : `shop:${key}`,
    typeof value === "object" ? value : String(value),
  ];
  return Object.fromEntries(Object.entries(config).map((one) => named(one)));
}

test.each([
  "config:\n  shop:a: 5\n  shop:b: true\n  shop:c: yes\n  shop:d: 'it''s'\n  e: x\n",
  'config: {"shop:a": {"b": [1, 2.5, -3, null, "x", on, off, y, n, ~]}}\n',
  "config:\n  shop:a: {h: 0x1F, o: 0o17, e: 1e3, f: .5, g: 5., big: 12345, p: +5, ip: 10.0.0.1, z: 0, d: 190:20:30}\n",
  // Cloud identifiers, some of which start like numbers.
  "config:\n  shop:a: {b: 0586db0224954a35in01, c: 00af, d: 0b12, e: 1a_b, f: 0x1g_1, g: 07f3e, h: 1_000s, i: 0586e2a}\n  shop:b: 0586db02in01\n",
  "config:\r\n  shop:a: &x {b: 1}\r\n  shop:c: *x\r\n",
  "\ufeffconfig:\n  ? shop:a\n  : |\n    two\n    lines\n",
  "config:\n  shop:config:a: 1\n",
  'config:\n  shop:a: "tab\\tand\\u2028"\n  shop:b: >-\n    one\n    line\n',
])("the review reads %j as the engine does", async (text) => {
  expect(ours(text)).toEqual(await engine(text));
});

test.each([
  "config:\n  shop:a: x # c\u2028  shop:b: y\n",
  "config:\n  shop:a: x # c\u2029  shop:b: y\n",
  "config:\n  shop:a: x # c\u0085  shop:b: y\n",
  "config:\n  shop:a: x # c\r  shop:b: y\n",
  "x: &x {shop:b: y}\nconfig:\n  <<: *x\n",
  "config:\n  shop:a: {'<<': {b: y}}\n",
  "m: &m <<\nconfig:\n  shop:a: {*m : {b: y}}\n",
  "config:\n  !!binary c2hvcDpi: y\n",
  "config:\n  shop:a: !!binary eQ==\n",
  "config:\n  'shop:b ': y\n",
  "config:\n  '\u00a0shop:b': y\n",
  "config:\n  shop:a: 0777\n",
  "config:\n  shop:a: {b: -0777, c: 1_000}\n",
  "config:\n  shop:a: [0b11]\n",
  "config:\n  shop:a: [0x1_f]\n",
  "config:\n  shop:a: [058, 1]\n",
  "config:\n  shop:a: [01.5]\n",
  "config:\n  shop:a: [1_0e5]\n",
  "config:\n  shop:a: [058e12]\n",
  "config:\n  shop:a: [0_1]\n",
  "config:\n  shop:a: 1\n  shop:config:a: 2\n",
  "config:\n  shop:a: 1\n---\nconfig:\n  shop:a: 2\n",
  "%YAML 1.1\n---\nconfig:\n  shop:a: yes\n",
])("%j, which the engine may read differently, is refused", (text) => {
  expect(() => readAsEngine(text, "Pulumi.test.yaml")).toThrow(/cannot be read/);
});
