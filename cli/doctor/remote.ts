import { execa } from "execa";
import type { Words } from "../../model/firewall/commands";
import { hasRules, isAbsent, LISTS, TOOLS_PATH } from "../../model/firewall/listings";
import type { Output } from "../../model/firewall/read";
import { shellCommand } from "../../model/printing/shell";
import { quoted, visible } from "../../model/printing/visible";
import type { Problem } from "../../model/problems";
import { childEnvironment } from "../../system/environment.mjs";
import { UserError } from "../terminal/errors";

/** What a command did on the host. */
export interface Ran {
  code: number;
  out: string;
  said: string;
}

/** Runs commands on a host. */
export type Run = (words: Words) => Promise<Ran>;

/** `user@host`, or a name from the ssh client's configuration; anything that it could take for an option is refused. */
export function sshTarget(text: string, problems: Problem[]): string {
  if (!/^([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9_.:-]*$/.test(text))
    problems.push({ path: "--ssh", seen: text, needed: "user@host, or a host of your ssh configuration" });
  return text;
}

const TOOLS = `PATH=${TOOLS_PATH}`;
const FAILED = 255;

/**
 * Runs commands through the system's ssh client, which never asks for anything. Each word is quoted for the remote shell; no
 * shell runs here.
 */
export function overSsh(target: string): Run {
  return async (words) => {
    const remote = shellCommand("env", TOOLS, "LC_ALL=C", ...words);
    const options = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-T", "--", target, remote];
    const environment = childEnvironment("tool", { SSH_AUTH_SOCK: process.env["SSH_AUTH_SOCK"] });
    const { exitCode, stdout, stderr, failed, message } = await execa("ssh", options, {
      env: environment,
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: 60_000,
      maxBuffer: 64_000_000,
    });
    if (exitCode === undefined || exitCode === FAILED)
      throw new UserError(
        `--ssh ${visible(target)}: ${quoted(stderr.trim() || (failed ? String(message) : "no answer"))}\n` +
          "needed: a login that asks for nothing (a key, a known host key); try: " +
          `${shellCommand("ssh", "-o", "BatchMode=yes", target, "true")}; or read the rules on the host and give them with --rules`,
      );
    return { code: exitCode, out: stdout, said: stderr };
  };
}

/** A runner as root: by the login itself, or by sudo without a password. */
export async function asRoot(run: Run, target: string): Promise<Run> {
  const { out } = await run(["id", "-u"]);
  if (out.trim() === "0") return run;
  const sudo: Run = (words) => run(["sudo", "-n", "env", TOOLS, "LC_ALL=C", ...words]);
  const { code, said } = await sudo(["true"]);
  if (code === 0) return sudo;
  throw new UserError(
    `--ssh ${visible(target)}: the login is not root, and sudo refuses: ${quoted(said.trim() || `exit code ${code}`)}\n` +
      "needed: root, or sudo without a password, because only root may list the rules; or give them with --rules",
  );
}

/** The host's rules now. @throws UserError if one of the lists cannot be read */
export async function readHost(run: Run): Promise<Output[]> {
  const outputs: Output[] = [];
  const failed: string[] = [];
  for (const list of LISTS) {
    const { from, words } = list;
    const { code, out, said } = await run(words);
    if (code === 0) outputs.push({ from, text: out, whole: true });
    else if (!isAbsent(list, code)) failed.push(`${from}: ${quoted(said.trim() || `exit code ${code}`)}`);
  }
  if (failed.length > 0)
    throw new UserError(
      `the rules of the host could not be read; needed: a login that may list them, as root or by sudo without a password:\n${failed.join("\n")}`,
    );
  if (!hasRules(outputs))
    throw new UserError("the host has none of iptables, nftables and firewalld; needed: a Linux host with one of them");
  return outputs;
}
