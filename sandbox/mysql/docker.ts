import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { DOCKER_LIMITS, type DockerLimits, runDocker } from "./dockerCommand";
import type { Distribution } from "./serverProgram";

/** A server image, and its product. */
export interface ServerImage extends Pick<Distribution, "product" | "version"> {
  image: string;
}

/**
 * Available for every architecture that Docker supports. Pinned by digest, which Docker verifies: a tag can be moved.
 * Three unrelated public repositories pin the tag to this digest (read on 2026-11-29).
 */
const IMAGE: ServerImage = {
  image: "mariadb:10.11@sha256:7f22313fc130a377a44999965bcb0a08dd5b21e8502824c1b864f792f9bc66ab",
  product: "mariadb",
  version: [10, 11, 0],
};

/**
 * The container's first process. A container outlives the client that started it, so it watches the client's standard
 * input: when that closes, the server stops. SIGTERM, which the client forwards, is an orderly shutdown.
 */
const script = (program: string) => `exec 3<&0
${program} "$@" </dev/null &
pid=$!
trap 'kill "$pid"' TERM
(cat >/dev/null; kill -KILL "$pid") <&3 &
wait "$pid"
wait "$pid"`;

/**
 * A server in Docker, on the host's network: the servers reach each other, and see their clients, at 127.0.0.1 as
 * everywhere else.
 * @param docker the Docker client
 * @throws Error with the reason why Docker does not respond
 */
export async function dockerDistribution(
  docker: string,
  { image, product, version }: ServerImage = IMAGE,
  signal?: AbortSignal,
  limits: DockerLimits = DOCKER_LIMITS,
): Promise<Distribution> {
  const system = await runDocker(docker, ["info", "--format", "{{.OperatingSystem}}"], limits.answer, signal);
  // Some clients succeed without a daemon, with empty output.
  if (system === "") throw new Error("the Docker client cannot reach a daemon");
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
    image,
  ];
  const program = product === "mariadb" ? "mariadbd" : "mysqld";
  return {
    product,
    version,
    label: `${product === "mariadb" ? "MariaDB" : "MySQL"} from the Docker image ${image.split("@")[0]} on ${system}${desktop}`,
    file: docker,
    before: (dir) => [...container(dir, "sh"), "-c", script(program), program],
    livesByStdin: true,
    args: [],
    async initialise(dir, signal) {
      await mkdir(dir, { recursive: true });
      const [entry, ...install] =
        product === "mariadb"
          ? [
              "mariadb-install-db",
              "--no-defaults",
              `--datadir=${dir}`,
              "--auth-root-authentication-method=normal",
              "--skip-test-db",
            ]
          : ["mysqld", "--no-defaults", "--initialize-insecure", `--datadir=${dir}`];
      await haveImage(docker, image, limits, signal);
      await runDocker(docker, [...container(dirname(dir), entry!), ...install], limits.initialise, signal);
    },
  };
}

/** Pulls the image if it is not present, which takes minutes. */
async function haveImage(docker: string, image: string, limits: DockerLimits, signal?: AbortSignal): Promise<void> {
  const there = await runDocker(docker, ["image", "inspect", "--format", "{{.Id}}", image], limits.answer, signal).then(
    () => true,
    () => false,
  );
  signal?.throwIfAborted();
  if (!there) await runDocker(docker, ["pull", "--quiet", image], limits.pull, signal);
}
