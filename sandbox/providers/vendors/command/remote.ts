import { randomBytes } from "node:crypto";
import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { object, text } from "../values";
import { type Login, runThroughSsh } from "./ssh";

/**
 * A command on a host, as the provider runs it: `create`, then `update` or else `create` again when an input has changed,
 * `delete` at the end, each with the same standard input. It reads nothing back.
 */
export const remoteCommand: Handler = {
  async create(inputs) {
    const state = await afterRun(inputs, inputs["create"], {});
    return { id: `command${randomBytes(4).toString("hex")}`, state };
  },
  async read(id, prior): Promise<Existing | undefined> {
    if (!prior) throw new ProviderError("the sandbox's command provider imports nothing");
    return { id, state: prior };
  },
  update: (_, prior, inputs) => afterRun(inputs, inputs["update"] ?? inputs["create"], prior),
  async delete(_, prior) {
    await afterRun(prior, prior["delete"], prior);
  },
};

async function afterRun(inputs: Values, command: Values[string], before: Values): Promise<Values> {
  const kept = { stdout: before["stdout"] ?? "", stderr: before["stderr"] ?? "" };
  if (typeof command !== "string") return { ...inputs, ...kept };
  if (inputs["addPreviousOutputInEnv"] !== false || inputs["environment"])
    throw new ProviderError(
      "the sandbox's command provider passes no environment: set addPreviousOutputInEnv to false",
    );
  if (inputs["logging"] !== "none")
    throw new ProviderError("the sandbox's command provider logs nothing: set logging to none");
  const { code, signal, stdout, stderr, all } = await runThroughSsh(loginOf(inputs), command, inputs["stdin"]);
  if (code !== 0) {
    const ended = signal
      ? `Process exited with status ${code} from signal ${signal}`
      : `Process exited with status ${code}`;
    throw new ProviderError(`${ended}: running ${JSON.stringify(command)}:\n${all}`);
  }
  return { ...inputs, stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") };
}

function loginOf(inputs: Values): Login {
  const given = object(inputs["connection"]);
  for (const name of ["agentSocketPath", "password", "privateKeyPassword", "proxy"])
    if (given[name]) throw new ProviderError(`the sandbox's command provider logs in by a key alone, without ${name}`);
  return {
    host: text(given["host"]),
    port: Number(given["port"] ?? 22),
    user: text(given["user"] ?? "root"),
    hostKey: text(given["hostKey"]),
    privateKey: text(given["privateKey"]),
    tries: Number(given["dialErrorLimit"] ?? 10) + 1,
    timeoutSeconds: Number(given["perDialTimeout"] ?? 15),
  };
}
