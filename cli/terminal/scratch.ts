import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../../model/problems";
import { parseMysqlUrl, readUrl } from "../../mysql/given/url";
import {
  dockerCommands,
  NoScratch,
  namedScratch,
  type ScratchFor,
  type ScratchWanted,
} from "../../mysql/trial/scratch";
import type { Distribution } from "../../sandbox/mysql/distribution";
import type { DockerLimits } from "../../sandbox/mysql/dockerCommand";
import { dockerServer, installedServer } from "../../sandbox/mysql/fitting";
import { OWNER_FILE, sweepTemporary, TEMPORARY_PREFIX } from "../../sandbox/mysql/leftovers";
import { MysqlServer } from "../../sandbox/mysql/server";
import { warnOfArgument } from "./servers";

/** `--scratch`: the server on which to try the definitions; problems are added to `problems`. */
export function scratchServer(given: string | undefined, problems: Problem[]): ScratchFor | undefined {
  if (given === undefined) return undefined;
  if (given === "sandbox") return (wanted) => startOwn(wanted, installedServer);
  if (given === "docker") return dockerScratch();
  if (!given.startsWith("mysql://")) {
    problems.push({ path: "--scratch", seen: given, needed: "sandbox, docker or mysql://user@host:3306" });
    return undefined;
  }
  const parsed = parseMysqlUrl(given, "--scratch", process.env.DBFERRY_SCRATCH_PASSWORD || undefined);
  if (readUrl(given, "--scratch").parts.password) warnOfArgument("--scratch");
  problems.push(...parsed.problems);
  return namedScratch({ ...parsed.options, database: undefined });
}

/** A container with the official image of the target's version. */
export function dockerScratch(limits?: DockerLimits): ScratchFor {
  const find: Find = (product, version, signal) => dockerServer(product, version, signal, limits);
  const otherwise = "name a server of exactly the target's version with --scratch mysql://…, or try --scratch sandbox";
  return (wanted) => startOwn(wanted, find, otherwise);
}

type Find = (
  product: Distribution["product"],
  version: Distribution["version"],
  signal?: AbortSignal,
) => Promise<Distribution>;

async function startOwn(
  { server, options, signal }: ScratchWanted,
  find: Find,
  otherwise = `give a server of that version with --scratch mysql://…:\n${dockerCommands(server)}`,
): ReturnType<ScratchFor> {
  const { major, minor, patch } = server.version;
  let dir: string | undefined;
  const remove = async () => {
    if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  };
  try {
    const distribution = await find(server.flavour === "mariadb" ? "mariadb" : "mysql", [major, minor, patch], signal);
    await sweepTemporary();
    dir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
    await writeFile(join(dir, OWNER_FILE), String(process.pid), { mode: 0o600 });
    const started = await MysqlServer.start({ dir: join(dir, "scratch"), serverId: 1, distribution, options, signal });
    const { host, port, admin } = started.ref;
    const ca = join(dir, "scratch/data/ca.pem");
    return {
      // Servers that generate certificates may require full authentication, which sends the password: only to a
      // verified server.
      options: { host, port, ...admin, profile: "self-managed", tls: existsSync(ca) ? { ca } : undefined },
      own: true,
      close: async () => {
        await started.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    signal?.throwIfAborted();
    throw new NoScratch((error as Error).message, otherwise);
  }
}
