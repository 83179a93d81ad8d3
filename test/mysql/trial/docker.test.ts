import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { dockerScratch } from "../../../cli/terminal/scratch";
import { type PreflightReport, runPreflight } from "../../../mysql/preflight";
import type { ScratchFor } from "../../../mysql/trial/scratch";
import type { Distribution } from "../../../sandbox/mysql/distribution";
import type { DockerLimits } from "../../../sandbox/mysql/dockerCommand";
import { distributionOf, type Real, start } from "../support/servers";

/** What Docker's own client (28.2) prints and returns. */
const NO_DAEMON = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
const QUICK: DockerLimits = { answer: 400, pull: 400, initialise: 400 };

let [source, target] = [] as unknown as [Real, Real];
let mysql9: Distribution;
let image: string;
let folder: string;
beforeAll(async () => {
  mysql9 = await distributionOf("mysql9");
  image = `mysql:${mysql9.version.join(".")}`;
  [source, target] = await Promise.all([start(), start({}, mysql9)]);
  await source.sql("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
}, 60_000);
afterAll(async () => {
  await Promise.all([source, target].map((one) => one?.stop()));
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-docker-"));
  vi.stubEnv("PATH", `${folder}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A client on the PATH: one case for each command, with its calls recorded. */
function client(cases: string): void {
  const file = join(folder, "docker");
  writeFileSync(file, `#!/bin/sh\necho "$*" >> '${file}.calls'\ncase "$1" in\n${cases}\nesac\n`);
  chmodSync(file, 0o755);
}
const calls = () =>
  existsSync(join(folder, "docker.calls")) ? readFileSync(join(folder, "docker.calls"), "utf8") : "";

/** Waits until the process has stopped; its parent may not have reaped it yet. */
async function ended(pid: number): Promise<void> {
  const state = () => spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  await vi.waitFor(() => expect(state()).toMatch(/^(Z.*)?$/), { timeout: 10_000 });
}

function preflight(scratch: ScratchFor, signal?: AbortSignal): Promise<PreflightReport> {
  const sides = { source: source.admin, target: target.admin };
  return runPreflight({ engine: "drs", mode: "full", databases: ["shop"], ...sides, scratch, signal });
}

/** Requested but impossible: the check is undetermined, and the preflight does not succeed. */
async function notProven(limits?: DockerLimits): Promise<string> {
  const report = await preflight(dockerScratch(limits));
  const verdict = report.verdicts.find(({ id }) => id === "C73")!;
  expect(verdict.status).toBe("undetermined");
  expect(report.blind.map(({ id }) => id)).toContain("C73");
  expect(report).toMatchObject({ definitionsTried: false, ok: false });
  expect(verdict.remedy).toMatch(/--scratch mysql:/);
  return verdict.found;
}

const INFO = "info) echo 'Test Linux' ;;";
const NO_IMAGE = "image) echo '[]'; echo 'Error response from daemon: No such image' >&2; exit 1 ;;";
/** Runs the command directly instead of in a container. */
const run = () => `run)
  while [ "$1" != "${image}" ]; do
    case "$1" in --entrypoint=*) entry="\${1#--entrypoint=}" ;; --workdir=*) cd "\${1#--workdir=}" ;; esac
    shift
  done
  shift
  PATH="$0.image:$PATH" exec "$entry" "$@" ;;`;

/** The image's own program, which finds its files by itself. */
function program(): void {
  const env = Object.entries(mysql9.env ?? {}).map(([name, value]) => `${name}='${value}'`);
  mkdirSync(join(folder, "docker.image"));
  writeFileSync(
    join(folder, "docker.image/mysqld"),
    `#!/bin/sh\nshift\n${env.join(" ")} exec "${mysql9.file}" --no-defaults ${mysql9.args.join(" ")} "$@"\n`,
    { mode: 0o755 },
  );
}

test("a container with the image of the target's version, which is pulled if it is not present", async () => {
  program();
  client([INFO, NO_IMAGE, "pull) echo sha256:1 ;;", run()].join("\n"));
  const report = await preflight(dockerScratch());
  const verdict = report.verdicts.find(({ id }) => id === "C73")!;
  expect(verdict.found).toMatch(/accepts 1 table/);
  expect(verdict.status).toBe("pass");
  expect(calls()).toContain(`pull --quiet ${image}`);
}, 60_000);

test("without a client, the message says so", async () => {
  expect(await notProven()).toBe(
    `not tried: ${image} cannot be started in Docker: there is no docker command on the PATH`,
  );
});

test("without a daemon, the client's message is shown, and nothing more is run", async () => {
  client(`*) echo; echo '${NO_DAEMON}' >&2; exit 1 ;;`);
  expect(await notProven()).toBe(`not tried: ${image} cannot be started in Docker: ${NO_DAEMON}`);
  expect(calls().trim().split("\n")).toHaveLength(1);
});

test("no daemon behind a client that exits successfully without one", async () => {
  client("*) echo ;;");
  expect(await notProven()).toMatch(/the Docker client cannot reach a daemon/);
});

test.each([
  ["no such image", "Error response from daemon: manifest for mysql:9.9 not found: manifest unknown: manifest unknown"],
  [
    "no network",
    'Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host',
  ],
  ["no space", "failed to register layer: write /usr/sbin/mysqld: no space left on device"],
])("an image that cannot be pulled: %s", async (_, message) => {
  client([INFO, NO_IMAGE, `pull) echo '${message}' >&2; exit 1 ;;`, "run) exit 125 ;;"].join("\n"));
  expect(await notProven()).toBe(`not tried: ${image} cannot be started in Docker: ${message}`);
  expect(calls()).not.toContain("run ");
});

test("a container that cannot be started", async () => {
  const message = "Error response from daemon: user declined directory sharing /tmp.";
  client(
    [
      INFO,
      "image) echo sha256:1 ;;",
      `run) printf "docker: ${message}\\nSee 'docker run --help'.\\n" >&2; exit 125 ;;`,
    ].join("\n"),
  );
  expect(await notProven()).toBe(`not tried: ${image} cannot be started in Docker: ${message}`);
});

test.each([
  ["info", "", "info"],
  ["pull", [INFO, NO_IMAGE].join("\n"), "pull"],
  ["run", [INFO, "image) echo sha256:1 ;;"].join("\n"), "run"],
])("a client that hangs at %s, with a child that holds its output open", async (_, before, command) => {
  client(`${before}\n*) sleep 600 & echo $! > '${folder}/child'; wait ;;`);
  expect(await notProven(QUICK)).toBe(
    `not tried: ${image} cannot be started in Docker: \`docker ${command}\` did not end within 0.4 s`,
  );
  await ended(Number(readFileSync(join(folder, "child"), "utf8")));
});

test("when aborted, it ends at once, and so does everything it started", async () => {
  client(`*) sleep 600 & echo $! > '${folder}/child'; wait ;;`);
  const stop = new AbortController();
  const given = preflight(dockerScratch(), stop.signal);
  given.catch(() => {});
  await vi.waitFor(() => expect(readFileSync(join(folder, "child"), "utf8")).toMatch(/\d\n/), { timeout: 10_000 });
  stop.abort(new Error("stopped"));
  await expect(given).rejects.toThrow("stopped");
  await ended(Number(readFileSync(join(folder, "child"), "utf8")));
});
