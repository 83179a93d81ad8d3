import { spawn } from "node:child_process";
import { childEnvironment } from "../../system/environment.mjs";

/** How long a command of Docker may take, in milliseconds. */
export interface DockerLimits {
  /** To answer at all. A daemon that does not is as good as none. */
  answer: number;
  /** To load an image from its registry. */
  pull: number;
  /** To make a data directory. */
  initialise: number;
}

export const DOCKER_LIMITS: DockerLimits = { answer: 20_000, pull: 900_000, initialise: 180_000 };

/** As much of a program's output as is kept. */
const MOST = 64 * 1024;

/**
 * Runs Docker's client until it ends, and no longer than the limit: then it is killed with all that it started.
 * @returns its standard output
 * @throws Error that says why it did not succeed, in the client's own words; the signal's reason
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
    // Its group: a client may be a script. Its pipes, because what it started may hold them open.
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
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
    throw new Error(told(errors) || `\`docker ${args[0]}\` failed with exit code ${code} and said nothing`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** What the client says went wrong: not where its help is, nor what it was doing before. */
function told(errors: string): string {
  const lines = errors.split("\n").map((line) => line.replace(/^(?:docker|ERROR|Error): /, "").trim());
  const telling = lines.filter((line) => line !== "" && !/^(Run 'docker|See 'docker|Unable to find image)/.test(line));
  const from = telling.findIndex((line) =>
    /^Error response|^Cannot connect|denied|not found|no space|timeout/i.test(line),
  );
  return telling.slice(Math.max(0, from)).slice(-4).join(" ").slice(0, 500);
}
