import { type ServerFacts, showVersion } from "../../model/mysql/server";
import { type ConnectOptions, connect, type Db } from "../connect";
import { statements } from "../dialect";
import { globalVariables } from "../facts/settings";
import { StatementProblem } from "../problem";
import type { CheckedServer } from "../side";

/** A server on which definitions may be tried. */
export interface Scratch {
  options: ConnectOptions;
  /**
   * Started for this trial and discarded afterwards: databases keep their names, and the server-wide variables were set
   * at start.
   */
  own: boolean;
  /** Stops a server of our own. */
  close(): Promise<void>;
}

/** Requirements of the scratch server. */
export interface ScratchWanted {
  server: ServerFacts;
  /** The target's server-wide variables as start options. */
  options: Record<string, string | null>;
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal;
}

/** Provides the scratch server. @throws NoScratch when there is none of that version */
export type ScratchFor = (wanted: ScratchWanted) => Promise<Scratch>;

/** There is no scratch server, or it must not be used; says what is needed. */
export class NoScratch extends Error {
  constructor(
    readonly found: string,
    readonly fix: string,
  ) {
    super(found);
    this.name = "NoScratch";
  }
}

/** A server chosen by the user, on which the databases get other names. */
export function namedScratch(options: ConnectOptions): ScratchFor {
  return async () => ({ options, own: false, close: async () => {} });
}

/** How to get a server of exactly that version with Docker. */
export function dockerCommands({ flavour, version }: Pick<ServerFacts, "flavour" | "version">): string {
  const image = flavour === "percona" ? "percona/percona-server" : flavour;
  const number = showVersion(version);
  const variable = flavour === "mariadb" ? "MARIADB_ROOT_PASSWORD" : "MYSQL_ROOT_PASSWORD";
  const run = `docker run --rm --detach --name dbferry-scratch --publish 127.0.0.1:33306:3306 --env ${variable}=<password> ${image}:${number}`;
  const use = "DBFERRY_SCRATCH_PASSWORD=<password> dbferry preflight … --scratch";
  if (flavour === "mariadb" || version.major < 8) return `${run}\n${use} mysql://root@127.0.0.1:33306`;
  // Its authentication requires the full password, which is sent only to a verified server.
  const copy = "docker cp dbferry-scratch:/var/lib/mysql/ca.pem scratch-ca.pem";
  return `${run}\n${copy}\n${use} 'mysql://root@127.0.0.1:33306?ca=scratch-ca.pem'`;
}

/**
 * Opens the scratch server's first session if it may be used. @throws NoScratch if not, ConnectProblem if it cannot be
 * reached
 */
export async function openScratch(scratch: Scratch, source: CheckedServer, target: CheckedServer): Promise<Db> {
  const db = await connect(scratch.options);
  try {
    await mustBeAnother(db, source, target);
    mustFit(db, target.server);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

function mustFit(db: Db, target: ServerFacts): void {
  const same = db.server.flavour === target.flavour && showVersion(db.server.version) === showVersion(target.version);
  if (!same)
    throw new NoScratch(
      `the scratch server ${db.address} is ${db.server.text}, the target ${target.text}`,
      `specify a scratch server of exactly the target's version:\n${dockerCommands(target)}`,
    );
}

async function mustBeAnother(db: Db, source: CheckedServer, target: CheckedServer): Promise<void> {
  const mine = await identity(async (sql) => pairs(await db.query(sql)));
  for (const side of [source, target]) {
    if (side.db?.address === db.address) throw isSide(db, side);
    const theirs = await identity(async () => globalVariables(side));
    if (mine.some((one) => theirs.includes(one))) throw isSide(db, side);
  }
  // Objects created on a replica can break its replication, and a replica of the source or target holds a copy of
  // somebody's data.
  const replicates = await db.query(statements.replicaStatus(db.server)).catch((error) => {
    if (error instanceof StatementProblem) return undefined;
    throw error;
  });
  if (replicates === undefined)
    throw new NoScratch(
      `whether ${db.address} is a replica could not be determined`,
      "give the scratch account REPLICATION CLIENT (MariaDB: SLAVE MONITOR), or another server",
    );
  if (replicates.length > 0)
    throw new NoScratch(`${db.address} is a replica`, "specify a scratch server that is not a replica");
}

function isSide(db: Db, side: CheckedServer): NoScratch {
  return new NoScratch(
    `the scratch server ${db.address} is the ${side.role} itself`,
    `definitions are tried on a third server only:\n${dockerCommands(side.server)}`,
  );
}

/** Identifies a server: its UUID, or else machine, port and data directory together. */
async function identity(variables: (sql: string) => Promise<ReadonlyMap<string, string>>): Promise<string[]> {
  const all = await variables(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid','server_uid','hostname','port','datadir')",
  );
  const place = ["hostname", "port", "datadir"].map((name) => all.get(name));
  const found = [all.get("server_uuid"), all.get("server_uid")].filter((one) => one !== undefined && one !== "");
  if (place.every((one) => one !== undefined && one !== "")) found.push(place.join(" "));
  if (found.length === 0)
    throw new NoScratch(
      "a server cannot be identified (server_uuid, hostname, port, datadir)",
      "specify a scratch server that can be distinguished from the source and the target",
    );
  return found as string[];
}

function pairs(rows: readonly object[]): Map<string, string> {
  return new Map(rows.map((row) => Object.values(row).map(String) as [string, string]));
}
