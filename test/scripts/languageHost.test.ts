import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { afterEach, beforeEach, expect, it } from "vitest";

const HOST = resolve(__dirname, "../../scripts/engine/bin/pulumi-language-nodejs");
/** Nobody answers there: the runner gives up before the program begins. */
const NOWHERE = "127.0.0.1:9";
/** At the end, loads the SDK as a program does, and writes what that has loaded. */
const PROBE = `
  process.on("exit", () => {
    require(${JSON.stringify(require.resolve("@pulumi/pulumi"))});
    require("node:fs").writeFileSync("seen.json", JSON.stringify({
      packager: Object.keys(require.cache).some((file) => file.includes("arborist")),
      compiled: require("node:module").getCompileCacheDir(),
    }));
  });
`;

let folder: string;
let host: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-host-"));
  writeFileSync(join(folder, "probe.js"), PROBE);
  writeFileSync(join(folder, "index.js"), "");
});
afterEach(() => {
  host?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program in the folder as the engine does. */
async function started(env: Record<string, string>) {
  host = spawn(process.execPath, [HOST, NOWHERE], {
    env: { PATH: process.env["PATH"], HOME: folder, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [port] = await once(host.stdout!, "data");
  const client = new LanguageRuntimeClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
  const request = new RunRequest();
  request.setProject("p");
  request.setStack("s");
  request.setPwd(folder);
  request.setMonitorAddress(NOWHERE);
  await new Promise<RunResponse>((done, failed) =>
    client.run(request, (error, response) => (error ? failed(error) : done(response))),
  );
  client.close();
  return JSON.parse(readFileSync(join(folder, "seen.json"), "utf8"));
}

it("starts a program without what its SDK seldom uses, and keeps compiled code in the user's cache", async () => {
  const seen = await started({ NODE_OPTIONS: `--require ${join(folder, "probe.js")}` });
  expect(seen.packager).toBe(false);
  expect(seen.compiled).toContain(join(folder, ".cache/dbferry/compiled"));
});

it("keeps compiled code where the user says", async () => {
  const theirs = join(folder, "theirs");
  const seen = await started({ NODE_OPTIONS: `--require ${join(folder, "probe.js")}`, NODE_COMPILE_CACHE: theirs });
  expect(seen.compiled).toContain(theirs);
});
