export type ChildKind =
  | "tool"
  | "server"
  | "docker"
  | "sandbox"
  | "build"
  | "download"
  | "npm"
  | "python"
  | "go"
  | "tests"
  | "backend"
  | "engine"
  | "sandboxEngine";

/** Environment of a child process: the variables allowed for its kind, plus `more`. */
export function childEnvironment(
  kind: ChildKind,
  more?: Record<string, string | undefined>,
  ours?: NodeJS.ProcessEnv,
): Record<string, string>;

/**
 * Removes all variables not allowed for this kind from this process's environment, except named ones. Affects all
 * later children.
 */
export function confineEnvironment(kind: ChildKind, ours?: NodeJS.ProcessEnv, named?: readonly string[]): void;
