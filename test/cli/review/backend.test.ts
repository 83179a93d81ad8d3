import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { statesOfBackend } from "../../../cli/review/backend";

const EXPORTED = { version: 3, deployment: { resources: [{ type: "exported" }] } };
const EMPTY = { deployment: {} };

describe("the states of several stacks", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dbferry-backend-"));
    vi.stubEnv("PATH", [folder, process.env["PATH"]].join(delimiter));
    listing([]);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** An engine that lists these stacks and can export every stack except "unknown". */
  function listing(stacks: object[] | string): void {
    const listed = typeof stacks === "string" ? stacks : JSON.stringify(stacks);
    const script = `#!/bin/sh
echo "$*" >>'${join(folder, "started")}'
case "$*" in
  "stack ls"*) ${listed === "" ? "exit 1" : `echo '${listed}'`} ;;
  *unknown*) exit 1 ;;
  *) echo '${JSON.stringify(EXPORTED)}' ;;
esac
`;
    writeFileSync(join(folder, "pulumi"), script, { mode: 0o755 });
  }
  async function read(names: string[], url: string | undefined = "file:///states") {
    const own = url === undefined ? {} : { PULUMI_BACKEND_URL: url };
    const stateOf = statesOfBackend(folder, names, undefined, own);
    const states = [];
    for (const name of names) states.push(await stateOf(name));
    const log = join(folder, "started");
    const started = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    return { states, started: started.map((line) => line.replace(/ --(json|non-interactive|stack)/g, "")) };
  }

  it("are read one by one, except those that the listing counts as empty", async () => {
    listing([
      { name: "a", resourceCount: 0 },
      { name: "b", resourceCount: 3 },
      { name: "c" },
      { name: "d", resourceCount: null },
    ]);
    const { states, started } = await read(["a", "b", "c", "d"]);
    expect(states).toEqual([EMPTY, EXPORTED, EXPORTED, EXPORTED]);
    expect(started).toEqual(["stack ls", "stack export b", "stack export c", "stack export d"]);
  });

  it.each([
    ["has none", []],
    ["fails", ""],
    ["is no list", '{"name":"a"}'],
  ])("are read one by one when the listing %s", async (_, listed) => {
    listing(listed);
    expect((await read(["a", "b"])).states).toEqual([EXPORTED, EXPORTED]);
  });

  it("stay unknown if the backend does not know the stack", async () => {
    listing([{ name: "a", resourceCount: 0 }]);
    expect((await read(["a", "unknown"])).states).toEqual([EMPTY, undefined]);
  });

  it("of another organization are not counted as empty because of their short name", async () => {
    listing([{ name: "a", resourceCount: 0 }]);
    expect((await read(["other/shop/a", "b"])).states).toEqual([EXPORTED, EXPORTED]);
  });

  // The listed count dates from the last completed update: a killed one may have created resources since.
  it.each([
    ["a service", "https://states.example.com"],
    ["a backend that the engine has logged in to", ""],
  ])("are read one by one from %s", async (_, url) => {
    listing([{ name: "a", resourceCount: 0 }]);
    const { states, started } = await read(["a", "b"], url);
    expect(states).toEqual([EXPORTED, EXPORTED]);
    expect(started).toEqual(["stack export a", "stack export b"]);
  });

  it("need no listing for a single stack", async () => {
    expect((await read(["a"])).started).toEqual(["stack export a"]);
  });
});
