import type { Case } from "../recorded/cases";
import { CASES } from "../recorded/cases";

/**
 * Situations that cannot be set up on a server here: the remedy comes from a recorded server, and its statements run on
 * a real one. The check is not run again.
 */
export interface Unplanted {
  check: string;
  why: string;
  on: "mysql56" | "mysql9" | "mariadb";
  case: Case;
  /** Creates what the statements refer to. */
  setup: string[];
}

const recorded = (check: string, fits: (one: Case) => boolean = () => true): Case =>
  CASES.find((one) => one.check === check && (one.expect === "fail" || one.expect === "warning") && fits(one))!;
const SECRET = ["CREATE DATABASE shop", "CREATE TABLE shop.secret (id INT PRIMARY KEY)"];

export const UNPLANTED: readonly Unplanted[] = [
  {
    check: "C05",
    why: "a host that has a name and is not 127.0.0.1 has to fail at connecting",
    on: "mysql56",
    case: recorded("C05"),
    setup: [],
  },
  { check: "C61", why: "no keyring here", on: "mysql9", case: recorded("C61"), setup: SECRET },
  {
    check: "C61",
    why: "no keyring here",
    on: "mariadb",
    case: recorded("C61", ({ source }) => /MariaDB/.test(source?.version ?? "")),
    setup: SECRET,
  },
  {
    check: "C63",
    why: "tables that a server before 5.6 has made",
    on: "mysql56",
    case: recorded("C63", ({ tells }) => /pre-5/.test(tells?.source ?? "")),
    setup: ["CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY, at DATETIME)"],
  },
  {
    check: "C56",
    why: "partitions in shared tablespaces, which only 5.7 has",
    on: "mysql9",
    case: recorded("C56", ({ tells }) => /shared tablespaces/.test(tells?.source ?? "")),
    setup: ["CREATE DATABASE shop", "CREATE TABLE shop.parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2"],
  },
];
