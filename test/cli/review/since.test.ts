import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stacksSince } from "../../../cli/review/since";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dbferry-since-")));
  git("init", "--quiet", "--initial-branch=main");
  write("app/Pulumi.yaml", "name: app\nruntime: nodejs\n");
  write("app/index.ts", 'import "./test/open";\nconst notes = "notes.md";\n');
  write("app/test/open.ts", "export {};\n");
  for (const stack of ["a", "b"]) write(`app/Pulumi.${stack}.yaml`, "config: {}\n");
  write("app/notes.md", "read by the program\n");
  write("README.md", "# App\n");
  commit();
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execaSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: folder });
function write(path: string, text: string) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}
function commit() {
  git("add", "--all");
  git("commit", "--quiet", "--message", "x");
}
const affected = () => stacksSince("main~1", join(folder, "app"), join(folder, "app"), ["a", "b"]);

test.each([
  ["a program under test/", "app/test/open.ts", ["a", "b"]],
  ["prose that the program names", "app/notes.md", ["a", "b"]],
  ["prose that nobody names", "README.md", []],
  ["a stack file", "app/Pulumi.b.yaml", ["b"]],
  ["a name that git would quote", "app/é.ts", ["a", "b"]],
])("a change of %s", async (_name, path, stacks) => {
  write(path, "// changed\n");
  commit();
  expect(await affected()).toEqual(stacks);
});

test("what is not committed is previewed, and so it counts", async () => {
  write("README.md", "# changed\n");
  commit();
  expect(await affected()).toEqual([]);
  write("app/index.ts", "// changed\n");
  expect(await affected()).toEqual(["a", "b"]);
});

test("a file that git does not know yet counts too", async () => {
  write("README.md", "# changed\n");
  commit();
  write("app/new.ts", "export {};\n");
  expect(await affected()).toEqual(["a", "b"]);
});

test("a program that was renamed to prose is gone for whoever imported it", async () => {
  renameSync(join(folder, "app/test/open.ts"), join(folder, "app/test/plain.md"));
  commit();
  expect(await affected()).toEqual(["a", "b"]);
});

test("a revision that nobody knows is refused", async () => {
  await expect(stacksSince("nowhere", folder, folder, ["a"])).rejects.toThrow("--since nowhere is no revision");
});
