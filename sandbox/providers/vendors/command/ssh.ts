import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Value } from "../../../../plugin/values";
import { childEnvironment } from "../../../../system/environment.mjs";
import { ProviderError } from "../../handler";

export interface Login {
  host: string;
  port: number;
  user: string;
  hostKey: string;
  privateKey: string;
  tries: number;
  timeoutSeconds: number;
}

/** What ssh ends with when it was not let in, or lost the connection. */
const NOT_THERE = 255;

/**
 * Runs one command on a host with the system's ssh client. Like the provider's own client, it wants exactly the given
 * host key, of its type alone, and asks for nothing.
 */
export async function runThroughSsh(login: Login, command: string, stdin: Value | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "dbferry-ssh-"));
  try {
    const [type, data] = login.hostKey.split(" ");
    if (!type || !data) throw new ProviderError("failed to parse host key: ssh: no key found");
    const [key, known] = [join(folder, "key"), join(folder, "known")];
    writeFileSync(key, login.privateKey.endsWith("\n") ? login.privateKey : `${login.privateKey}\n`, { mode: 0o600 });
    writeFileSync(known, `[${login.host}]:${login.port} ${type} ${data}\n${login.host} ${type} ${data}\n`);
    const options = {
      BatchMode: "yes",
      StrictHostKeyChecking: "yes",
      UserKnownHostsFile: known,
      GlobalKnownHostsFile: "/dev/null",
      HostKeyAlgorithms: type,
      IdentitiesOnly: "yes",
      IdentityAgent: "none",
      ConnectTimeout: String(login.timeoutSeconds),
      ConnectionAttempts: String(login.tries),
      LogLevel: "ERROR",
    };
    const { exitCode, signal, stdout, stderr, all } = await execa(
      "ssh",
      [
        ...["-F", "none", "-T", "-i", key, "-p", String(login.port), "-l", login.user],
        ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
        ...["--", login.host, command],
      ],
      {
        all: true,
        env: childEnvironment("tool"),
        extendEnv: false,
        reject: false,
        stripFinalNewline: false,
        maxBuffer: 64_000_000,
        ...(typeof stdin === "string" ? { input: stdin } : { stdin: "ignore" as const }),
      },
    );
    if (exitCode === undefined || exitCode === NOT_THERE)
      throw new ProviderError(`after ${login.tries} failed attempts: ${stderr.trim()}`);
    return { code: exitCode, signal, stdout, stderr, all };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
