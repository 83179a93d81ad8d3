import { type ChildProcess, spawn } from "node:child_process";
import { childEnvironment } from "../../system/environment.mjs";

/**
 * A small shell next to this process that kills our servers when this process is gone, even by SIGKILL: its standard
 * input is a pipe from us, so end of file means that we are dead. It only kills pids that we have sent and not
 * withdrawn.
 */
const SCRIPT = `pids=" "
while read -r op pid; do
  case "$op" in
    add) pids="$pids$pid " ;;
    del) pids=$(echo "$pids" | sed "s/ $pid / /") ;;
  esac
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done`;

let shell: ChildProcess | undefined;

export function guard(pid: number): void {
  if (!shell || shell.exitCode !== null) {
    // In its own process group: a Ctrl-C in the terminal must not end it before us.
    shell = spawn("sh", ["-c", SCRIPT], {
      env: childEnvironment("tool"),
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    shell.unref();
    shell.stdin?.on("error", () => {});
    (shell.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }
  shell.stdin?.write(`add ${pid}\n`);
}

export function unguard(pid: number): void {
  shell?.stdin?.write(`del ${pid}\n`);
}
