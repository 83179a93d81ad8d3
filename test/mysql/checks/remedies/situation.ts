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

/** What a user does in response to a line of prose. */
export interface Following {
  line: RegExp;
  /** Belongs to the preceding statements; otherwise it is an alternative of its own. */
  joins?: true;
  does: Doing;
}

export interface Doing {
  source?: string[];
  target?: string[];
  options?: { source?: MysqldOptions; target?: MysqldOptions };
  /** Different arguments of the preflight. */
  input?: Partial<CheckInput>;
  /** A different account, or different connection settings. */
  connect?: (stage: Stage) => { source?: Partial<ConnectOptions>; target?: Partial<ConnectOptions> };
  /** Any other action. */
  run?: (stage: Stage) => Promise<void>;
}

/** Makes a check warn or fail, so that its remedy can be run there as printed. */
export interface Situation {
  check: string;
  name: string;
  pairs: Pair[];
  /** Options that the servers are started with. */
  options?: { source?: MysqldOptions; target?: MysqldOptions };
  /** Statements run on the source, in the database `shop`. */
  source?: string[];
  target?: string[];
  /** Sets up what statements alone cannot: open sessions, files. */
  plant?: (stage: Stage) => Promise<void>;
  input?: Partial<CheckInput>;
  /**
   * The account `ferry` with these privileges instead of the administrator, on the source by default, and its password.
   */
  account?: { rights: string[]; password: string; on?: "target"; host?: string };
  /** Connection settings. */
  connect?: Doing["connect"];
  /** Values for the placeholders that a user fills in. */
  fill?: Record<string, string>;
  /** Actions for lines of prose. */
  follows?: Following[];
  /**
   * Status that some alternative leaves: the original problem is solved, but the rest takes another remedy or cannot be
   * fixed.
   */
  leaves?: VerdictStatus;
  /** Why following the remedy does not change the verdict. */
  stays?: string;
  /** The verdict is undetermined, and the remedy lets the account see what the check reads. */
  unseen?: true;
  /** Every definition is tried on a server of the target's version. */
  scratch?: true;
  /** A third server, like the source, that a replica could read from. */
  primary?: true;
  /** Statements that work once the remedy has been followed. */
  afterwards?: { source?: string[]; target?: string[] };
  /** Takes more than a minute: only run by `npm run prove:checks`. */
  slow?: true;
}

/** Remedies run in strict mode: a statement that only works in a lenient session is no remedy. */
export const STRICT: MysqldOptions = {
  "innodb-strict-mode": "ON",
  "sql-mode": "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
};

export const OLD: Pair[] = ["5.6 to 5.6", "5.6 to 9"];
export const ALL: Pair[] = [...OLD, "MariaDB to 9", "9 to MariaDB"];
/** Each of the three servers is the source at least once, and the target at least once. */
export const EACH: Pair[] = ["5.6 to 5.6", "MariaDB to 9", "9 to MariaDB"];
export const LENIENT = ["SET SESSION innodb_strict_mode = 0", "SET SESSION sql_mode = ''"];
export const table = (columns: string, rest = "") => `CREATE TABLE shop.t (${columns}) ${rest}`;
export const PASSWORD = "Correct1horse";

/** A server variable that a remedy sets. */
export const global = (
  check: string,
  name: string,
  source: string[],
  target: string[] = [],
  pairs: Pair[] = ["5.6 to 5.6", "9 to MariaDB"],
): Situation => ({ check, name, pairs, source, target });

/** Tables related by foreign keys on text columns. */
export const KEYED = (rest: string) => [
  `CREATE TABLE shop.parent (id VARCHAR(10) PRIMARY KEY) ${rest}`,
  `CREATE TABLE shop.child (id VARCHAR(10) PRIMARY KEY, up VARCHAR(10), FOREIGN KEY (up) REFERENCES shop.parent (id)) ${rest}`,
  `CREATE TABLE shop.tree (id VARCHAR(10) PRIMARY KEY, up VARCHAR(10), FOREIGN KEY (up) REFERENCES shop.tree (id)) ${rest}`,
  "INSERT INTO shop.parent VALUES ('a')",
  "INSERT INTO shop.child VALUES ('b', 'a')",
];

/** The same tables, as converted by C33. */
export const keyedConverted = (collation: string) => [
  "ALTER TABLE shop.child DROP FOREIGN KEY child_ibfk_1",
  "ALTER TABLE shop.tree DROP FOREIGN KEY tree_ibfk_1",
  ...["parent", "child", "tree"].map(
    (name) => `ALTER TABLE shop.${name} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}`,
  ),
  "ALTER TABLE shop.child ADD FOREIGN KEY (up) REFERENCES shop.parent (id)",
  "ALTER TABLE shop.tree ADD FOREIGN KEY (up) REFERENCES shop.tree (id)",
];
