import { quoteLiteral } from "../../sql";
import { optionSql } from "../render";
import { dialect } from "../side";
import { found, type TablePair } from "./pair";

/** A table's options when none are written; ALTER TABLE cannot reset those that are not listed here. */
const NOTHING: Record<string, string> = {
  ROW_FORMAT: "DEFAULT",
  STATS_PERSISTENT: "DEFAULT",
  STATS_AUTO_RECALC: "DEFAULT",
  STATS_SAMPLE_PAGES: "DEFAULT",
  PACK_KEYS: "DEFAULT",
  MAX_ROWS: "0",
  MIN_ROWS: "0",
  AVG_ROW_LENGTH: "0",
  CHECKSUM: "0",
  DELAY_KEY_WRITE: "0",
  KEY_BLOCK_SIZE: "0",
  INSERT_METHOD: "NO",
};

/** Compares engine, character set, comment, options, partitions and periods. */
export function compareOptions(pair: TablePair): void {
  const { left, right, context } = pair;
  const rename = dialect(context.target);
  if (left.engine.toLowerCase() !== right.engine.toLowerCase())
    found(pair, "table", {
      what: "engine",
      source: left.engine,
      target: right.engine,
      alter: [`ENGINE=${left.engine}`],
    });
  if (left.collation !== right.collation) {
    const has = context.target.collations.has(left.collation);
    found(pair, "table", {
      what: "default collation",
      source: left.collation,
      target: right.collation,
      alter: has ? [`DEFAULT CHARACTER SET ${rename(left.charset)} COLLATE ${rename(left.collation)}`] : [],
      ...(has ? {} : { note: `the target has no collation ${left.collation}` }),
    });
  }
  if (left.comment !== right.comment)
    found(pair, "table", {
      what: "comment",
      source: left.comment,
      target: right.comment,
      alter: [`COMMENT=${quoteLiteral(left.comment)}`],
    });
  for (const name of new Set([...left.options.keys(), ...right.options.keys()])) {
    const [mine, theirs] = [left.options.get(name), right.options.get(name)];
    if (mine === theirs) continue;
    const value = mine ?? NOTHING[name];
    found(pair, "table", {
      what: `option ${name}`,
      source: mine ?? "not given",
      target: theirs ?? "not given",
      alter: value === undefined ? [] : [optionSql(name, value)],
      ...(value === undefined ? { note: "recreate the table without it" } : {}),
    });
  }
  if (left.partitions !== right.partitions)
    found(pair, "partitions", {
      what: "partitions",
      source: left.partitions ?? "none",
      target: right.partitions ?? "none",
      alter: [left.partitions ?? "REMOVE PARTITIONING"],
    });
  if (left.systemVersioned !== right.systemVersioned)
    found(pair, "table", {
      what: "system versioning",
      source: left.systemVersioned ? "WITH SYSTEM VERSIONING" : "none",
      target: right.systemVersioned ? "WITH SYSTEM VERSIONING" : "none",
      alter: left.systemVersioned ? ["ADD SYSTEM VERSIONING"] : [],
      ...(left.systemVersioned ? {} : { loses: "the history of the rows", alter: ["DROP SYSTEM VERSIONING"] }),
    });
  comparePeriods(pair);
}

function comparePeriods(pair: TablePair): void {
  const [mine, theirs] = [pair.left.periods, pair.right.periods];
  for (const period of mine.filter((one) => !theirs.includes(one)))
    found(pair, "key", {
      what: `period ${period} missing on the target`,
      source: period,
      alter: [`ADD PERIOD FOR ${period}`],
    });
  for (const period of theirs.filter((one) => !mine.includes(one)))
    found(pair, "key", {
      what: `period ${period} on the target only`,
      target: period,
      alter: [`DROP PERIOD FOR ${period.replace(/ \(.*/s, "")}`],
    });
}
