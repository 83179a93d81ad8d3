import { execa } from "execa";
import { childEnvironment } from "../../system/environment.mjs";
import { shortName } from "./project";

/** A stack's state as `pulumi stack export` writes it; undefined if the backend has no such stack. */
export type States = (stack: string) => Promise<unknown>;

/** Reads states from the current backend, with secrets left encrypted. Runs no program. */
export function statesOfBackend(
  cwd: string,
  stacks: readonly string[],
  signal: AbortSignal | undefined,
  own: NodeJS.ProcessEnv,
): States {
  const pulumi = async (...args: string[]) => {
    const done = await execa("pulumi", [...args, "--non-interactive"], {
      cwd,
      env: childEnvironment("backend"),
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      maxBuffer: 1e9,
      cancelSignal: signal,
    });
    signal?.throwIfAborted();
    return done.exitCode === 0 ? JSON.parse(done.stdout) : undefined;
  };
  // One listing costs as much as one export.
  const empty = stacks.length > 1 && countsFromState(own) ? pulumi("stack", "ls", "--json").then(emptyIn) : undefined;
  empty?.catch(() => {});
  return async (stack) =>
    (await empty)?.has(stack) ? { deployment: {} } : await pulumi("stack", "export", "--stack", stack);
}

/** A file backend counts the resources in the state itself; a service reports the count after the last update. */
function countsFromState(own: NodeJS.ProcessEnv): boolean {
  const url = own["PULUMI_BACKEND_URL"];
  return url !== undefined && url !== "" && !/^https?:/i.test(url);
}

/** Stacks listed without resources; their states need not be read. */
function emptyIn(listed: unknown): Set<string> {
  const rows: { name?: unknown; resourceCount?: unknown }[] = Array.isArray(listed) ? listed : [];
  const names = rows.flatMap(({ name, resourceCount }) =>
    typeof name === "string" && resourceCount === 0 ? [name] : [],
  );
  return new Set(names.filter((name) => name === shortName(name)));
}
