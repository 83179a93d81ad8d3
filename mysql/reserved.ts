import { atLeast, type ServerFacts, type Version } from "../model/mysql/server";

/** Words that became reserved in MySQL, by version, from the keyword tables in its manual. */
const SINCE: readonly (readonly [version: Version, words: string])[] = [
  [{ major: 5, minor: 5, patch: 0 }, "GENERAL IGNORE_SERVER_IDS MASTER_HEARTBEAT_PERIOD MAXVALUE RESIGNAL SIGNAL SLOW"],
  [{ major: 5, minor: 6, patch: 0 }, "GET IO_AFTER_GTIDS IO_BEFORE_GTIDS MASTER_BIND PARTITION"],
  [{ major: 5, minor: 7, patch: 0 }, "GENERATED OPTIMIZER_COSTS STORED VIRTUAL"],
  [
    { major: 8, minor: 0, patch: 0 },
    "CUBE CUME_DIST DENSE_RANK EMPTY EXCEPT FIRST_VALUE FUNCTION GROUPING GROUPS JSON_TABLE LAG LAST_VALUE LATERAL LEAD NTH_VALUE NTILE OF OVER PERCENT_RANK RANK RECURSIVE ROW ROWS ROW_NUMBER SYSTEM WINDOW",
  ],
  [{ major: 8, minor: 0, patch: 31 }, "INTERSECT"],
  [{ major: 8, minor: 4, patch: 0 }, "MANUAL PARALLEL QUALIFY TABLESAMPLE"],
];

const BY_WORD: ReadonlyMap<string, Version> = new Map(
  SINCE.flatMap(([version, words]) => words.split(" ").map((word) => [word, version])),
);

/** The version from which the word is reserved; undefined when it never was, or always has been. */
export function becameReserved(word: string): Version | undefined {
  return BY_WORD.get(word.toUpperCase());
}

/** True when the word is not reserved on `from` and reserved on `to`. MariaDB's different list is not considered. */
export function newlyReserved(word: string, from: ServerFacts, to: ServerFacts): boolean {
  const since = becameReserved(word);
  if (!since || to.flavour === "mariadb") return false;
  const reservedOn = (server: ServerFacts) =>
    server.flavour !== "mariadb" && atLeast(server.version, since.major, since.minor, since.patch);
  return reservedOn(to) && !reservedOn(from);
}
