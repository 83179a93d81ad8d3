import { join } from "node:path";
import { SocketWatch } from "../support/sockets/watch";
import type { Field } from "./harness";

/** Watches whom every command of a field connects to, from now on. */
export function watchSockets(field: Field): SocketWatch {
  const watch = new SocketWatch(join(field.folder, "sockets"));
  Object.assign(field.project.env, watch.env);
  return watch;
}
