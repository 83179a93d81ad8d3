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

/** The environment of a child: what its kind is allowed of ours, and `more`. */
export function childEnvironment(
  kind: ChildKind,
  more?: Record<string, string | undefined>,
  ours?: NodeJS.ProcessEnv,
): Record<string, string>;

/** Takes everything from this process's environment that its kind is not allowed, but what is named, for all that it starts from now on. */
export function confineEnvironment(kind: ChildKind, ours?: NodeJS.ProcessEnv, named?: readonly string[]): void;
