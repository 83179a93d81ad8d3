import { spawn } from "node:child_process";
import { childEnvironment } from "../../system/environment.mjs";

/** Time limits of Docker commands, in milliseconds. */
export interface DockerLimits {
  /** For any response. A daemon that does not respond is as good as none. */
  answer: number;
  /** For pulling an image from its registry. */
  pull: number;
  /** For creating a data directory. */
  initialise: number;
}

export const DOCKER_LIMITS: DockerLimits = { answer: 20_000, pull: 900_000, initialise: 180_000 };

/** How much of a program's output is kept. */
const MOST = 64 * 1024;

/**
 * Runs the Docker client with a time limit, after which it is killed with everything it started.
 * @returns its standard output
 * @throws Error with the client's own message when it fails; the signal's reason
 */
export async function runDocker(
  docker: string,
  args: readonly string[],
  limit: number,
  signal?: AbortSignal,
): Promise<string> {
  signal?.throwIfAborted();
  const child = spawn(docker, args, {
    env: childEnvironment("docker"),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(0, MOST)));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-MOST)));
  let ended: "late" | "aborted" | undefined;
  const kill = (why: typeof ended) => {
    ended = why;
    // Kills the process group, because a client may be a script, and closes the pipes, which its children may hold
    // open.
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has exited by itself.
      }
    }
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const timer = setTimeout(() => kill("late"), limit);
  const abort = () => kill("aborted");
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (ended === "aborted") throw signal!.reason;
    if (ended === "late") throw new Error(`\`docker ${args[0]}\` did not end within ${limit / 1000} s`);
    if (code === 0) return output.trim();
    throw new Error(told(errors) || `\`docker ${args[0]}\` failed with exit code ${code} and no output`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** The client's error message, without pointers to its help and without earlier progress output. */
function told(errors: string): string {
  const lines = errors.split("\n").map((line) => line.replace(/^(?:docker|ERROR|Error): /, "").trim());
  const telling = lines.filter((line) => line !== "" && !/^(Run 'docker|See 'docker|Unable to find image)/.test(line));
  const from = telling.findIndex((line) =>
    /^Error response|^Cannot connect|denied|not found|no space|timeout/i.test(line),
  );
  return telling.slice(Math.max(0, from)).slice(-4).join(" ").slice(0, 500);
}
