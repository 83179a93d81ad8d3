import type { VerdictStatus } from "../../../../model/verdict";
import type { ConnectOptions } from "../../../../mysql/connect";
import type { CheckInput } from "../../../../mysql/preflight";
import type { MysqldOptions } from "../../../../sandbox/mysql/options";
import type { Stage } from "./stage";

/** Pairs of real servers. */
export const PAIRS = {
  "5.6 to 5.6": { source: "mysql56", target: "mysql56" },
  "5.6 to 9": { source: "mysql56", target: "mysql9" },
  "MariaDB to 9": { source: "mariadb", target: "mysql9" },
  "9 to MariaDB": { source: "mysql9", target: "mariadb" },
} as const;
export type Pair = keyof typeof PAIRS;

/** What a person does who follows a line of prose. */
export interface Following {
  line: RegExp;
  /** Belongs to the statements before it; else it is a way of its own. */
  joins?: true;
  does: Doing;
}

export interface Doing {
  source?: string[];
  target?: string[];
  options?: { source?: MysqldOptions; target?: MysqldOptions };
  /** The preflight is called otherwise. */
  input?: Partial<CheckInput>;
  /** It is called for another account, with other settings of the connection. */
  connect?: (stage: Stage) => { source?: Partial<ConnectOptions>; target?: Partial<ConnectOptions> };
  /** Whatever else. */
  run?: (stage: Stage) => Promise<void>;
}

/** What makes a check warn or fail, so that its remedy is run there as it was printed. */
export interface Situation {
  check: string;
  name: string;
  pairs: Pair[];
  /** Options with which the servers are started. */
  options?: { source?: MysqldOptions; target?: MysqldOptions };
  /** Run on the source, in the database `shop`. */
  source?: string[];
  target?: string[];
  /** What statements alone do not make: open sessions, files. */
  plant?: (stage: Stage) => Promise<void>;
  input?: Partial<CheckInput>;
  /** The account `ferry` with these rights instead of the administrator, on the source unless it is said; its password. */
  account?: { rights: string[]; password: string; on?: "target"; host?: string };
  /** Settings of the connections. */
  connect?: Doing["connect"];
  /** What the person fills in. */
  fill?: Record<string, string>;
  /** Who follows lines of prose. */
  follows?: Following[];
  /** Some way leaves this: not what was failing, but what another remedy, or nobody, does away with. */
  leaves?: VerdictStatus;
  /** Doing it does not change the verdict, for this reason. */
  stays?: string;
  /** It is not determined, and the remedy gives the account what the check reads. */
  unseen?: true;
  /** Every definition is tried, on a server of the target's version. */
  scratch?: true;
  /** A third server, like the source, from which a replica could read. */
  primary?: true;
  /** Statements that are taken once the remedy was followed. */
  afterwards?: { source?: string[]; target?: string[] };
  /** Takes more than a minute: tried by `npm run prove:checks` alone. */
  slow?: true;
}

/** Strict where the remedies run: a statement that only a lenient session takes is no remedy. */
export const STRICT: MysqldOptions = {
  "innodb-strict-mode": "ON",
  "sql-mode": "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
};

export const OLD: Pair[] = ["5.6 to 5.6", "5.6 to 9"];
export const ALL: Pair[] = [...OLD, "MariaDB to 9", "9 to MariaDB"];
/** Each of the three servers is the source, and each the target, at least once. */
export const EACH: Pair[] = ["5.6 to 5.6", "MariaDB to 9", "9 to MariaDB"];
export const LENIENT = ["SET SESSION innodb_strict_mode = 0", "SET SESSION sql_mode = ''"];
export const table = (columns: string, rest = "") => `CREATE TABLE shop.t (${columns}) ${rest}`;
export const PASSWORD = "Correct1horse";

/** A variable of a server that a remedy sets. */
export const global = (
  check: string,
  name: string,
  source: string[],
  target: string[] = [],
  pairs: Pair[] = ["5.6 to 5.6", "9 to MariaDB"],
): Situation => ({ check, name, pairs, source, target });

/** Tables that foreign keys of texts bind to each other. */
export const KEYED = (rest: string) => [
  `CREATE TABLE shop.parent (id VARCHAR(10) PRIMARY KEY) ${rest}`,
  `CREATE TABLE shop.child (id VARCHAR(10) PRIMARY KEY, up VARCHAR(10), FOREIGN KEY (up) REFERENCES shop.parent (id)) ${rest}`,
  `CREATE TABLE shop.tree (id VARCHAR(10) PRIMARY KEY, up VARCHAR(10), FOREIGN KEY (up) REFERENCES shop.tree (id)) ${rest}`,
  "INSERT INTO shop.parent VALUES ('a')",
  "INSERT INTO shop.child VALUES ('b', 'a')",
];

/** Those, as C33 converts them. */
export const keyedConverted = (collation: string) => [
  "ALTER TABLE shop.child DROP FOREIGN KEY child_ibfk_1",
  "ALTER TABLE shop.tree DROP FOREIGN KEY tree_ibfk_1",
  ...["parent", "child", "tree"].map(
    (name) => `ALTER TABLE shop.${name} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}`,
  ),
  "ALTER TABLE shop.child ADD FOREIGN KEY (up) REFERENCES shop.parent (id)",
  "ALTER TABLE shop.tree ADD FOREIGN KEY (up) REFERENCES shop.tree (id)",
];
