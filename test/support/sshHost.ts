import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sshHostPrograms } from "../../scripts/servers/sshHost";
import { childEnvironment } from "../../system/environment.mjs";

const run = promisify(execFile);
const env = childEnvironment("tool");

/** A Linux host with an SSH server, and a firewall of its own that nothing outside it sees. */
export interface SshHost {
  port: number;
  hostKey: string;
  privateKey: string;
  /** Runs a script on the host as root, past the SSH server. */
  sh(script: string): Promise<string>;
  /** The SSH server ends; the host and its firewall stay. */
  shut(): Promise<void>;
  /** It runs again, at the same port. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * OpenSSH's server on the loopback address. Its sessions are in a network namespace of their own, with the real iptables
 * and nft, whose rules are the kernel's. Needs root.
 */
export async function startSshHost(): Promise<SshHost> {
  const { sshd, tools } = await sshHostPrograms();
  const folder = mkdtempSync(join(tmpdir(), "dbferry-ssh-host-"));
  const at = (name: string) => join(folder, name);
  for (const name of ["host", "login"])
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", at(name)], { env });
  writeFileSync(
    at("passwd"),
    `${readFileSync("/etc/passwd", "utf8")}sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n`,
  );
  const port = await freePort();
  // It ends with its input, and so with this process.
  const host = spawn("unshare", ["-m", "-n", "sh", "-c", `${HOST(tools, folder)}\necho ready; exec cat`], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  writeFileSync(
    at("session"),
    `#!/bin/sh\nexec nsenter --net=/proc/${host.pid}/ns/net /bin/sh -c "$SSH_ORIGINAL_COMMAND"\n`,
    {
      mode: 0o755,
    },
  );
  writeFileSync(
    at("config"),
    [
      `ListenAddress 127.0.0.1:${port}`,
      ...[`HostKey ${at("host")}`, `AuthorizedKeysFile ${at("login.pub")}`, `PidFile none`, "StrictModes no"],
      ...["UsePAM no", "PasswordAuthentication no", "PermitRootLogin yes", `ForceCommand ${at("session")}`],
      "",
    ].join("\n"),
  );
  await once(host.stdout, "data");
  let server: ReturnType<typeof spawn> | undefined;
  const shut = async () => {
    if (!server || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.stdin!.end();
    await ended;
  };
  const open = async () => {
    // In the host's folders, and in this machine's network, where the client is.
    const untilInputEnds = '"$@" </dev/null & cat >/dev/null; kill $!; wait $!; exit 0';
    const enter = [`--mount=/proc/${host.pid}/ns/mnt`, "--", "sh", "-c", untilInputEnds, "sh"];
    const child = spawn("nsenter", [...enter, sshd, "-D", "-e", "-r", "-f", at("config")], {
      env,
      stdio: ["pipe", "ignore", "pipe"],
    });
    server = child;
    let said = "";
    await new Promise<void>((listening, failed) => {
      child.stderr.on("data", (chunk) => {
        said += chunk;
        if (said.includes("Server listening")) listening();
      });
      child.once("exit", () => failed(new Error(`sshd does not start: ${said}`)));
    });
  };
  await open();
  return {
    port,
    hostKey: readFileSync(at("host.pub"), "utf8").trim(),
    privateKey: readFileSync(at("login"), "utf8"),
    sh: async (script) =>
      (await run("nsenter", ["--target", String(host.pid), "--mount", "--net", "--", "sh", "-c", script], { env }))
        .stdout,
    shut,
    open,
    async close() {
      await shut();
      const ended = once(host, "exit");
      host.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The tools of Debian's packages at a place where a host has its own, and a user for the server to give its rights up to. */
const HOST = (tools: string, folder: string) => `set -e
mount --bind '${tools}' /usr/local/sbin
mount --bind '${folder}/passwd' /etc/passwd
mount -t tmpfs none /run
mkdir -m 755 /run/sshd
ip link set lo up`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
