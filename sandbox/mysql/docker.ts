import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { childEnvironment } from "../../system/environment.mjs";
import type { Distribution } from "./serverProgram";

const run = promisify(execFile);

/** Runs on every architecture that Docker does. */
const IMAGE = "mariadb:10.11";
const VERSION: Distribution["version"] = [10, 11, 0];

/**
 * The container's first process. A container outlives the client that started it, so it listens to the client's standard input:
 * its end is the end of the server. SIGTERM, which the client passes on, is an orderly shutdown.
 */
const SCRIPT = `exec 3<&0
mariadbd "$@" </dev/null &
pid=$!
trap 'kill "$pid"' TERM
(cat >/dev/null; kill -KILL "$pid") <&3 &
wait "$pid"
wait "$pid"`;

/**
 * MariaDB in Docker, in the host's network: the servers reach each other, and see their callers, at 127.0.0.1 as everywhere else.
 * @param docker the client
 * @returns undefined when there is no daemon behind it
 */
export async function dockerDistribution(docker: string): Promise<Distribution | undefined> {
  const env = childEnvironment("docker");
  const system = await run(docker, ["info", "--format", "{{.OperatingSystem}}"], { env }).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
  if (system === "") return undefined;
  const desktop = /desktop/i.test(system)
    ? "; Docker Desktop needs host networking switched on (Settings, Resources, Network)"
    : "";
  const container = (dir: string, entry: string) => [
    "run",
    "--rm",
    "--interactive",
    "--init",
    "--network=host",
    ...(process.getuid ? [`--user=${process.getuid()}:${process.getgid!()}`] : []),
    `--volume=${dir}:${dir}`,
    `--workdir=${dir}`,
    `--entrypoint=${entry}`,
    IMAGE,
  ];
  return {
    product: "mariadb",
    version: VERSION,
    label: `MariaDB from the Docker image ${IMAGE} on ${system}${desktop}`,
    file: docker,
    before: (dir) => [...container(dir, "sh"), "-c", SCRIPT, "mariadbd"],
    livesByStdin: true,
    args: [],
    async initialise(dir) {
      await mkdir(dir, { recursive: true });
      const install = [
        "--no-defaults",
        `--datadir=${dir}`,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
      ];
      await run(docker, [...container(dirname(dir), "mariadb-install-db"), ...install], { env });
    },
  };
}
