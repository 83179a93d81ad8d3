/** One row of `iptables -L`, in its columns. */
export interface Row {
  /** Absent without --line-numbers. */
  number?: number;
  target: string;
  protocol: string;
  /** "--"; another value restricts the rule to fragments, or excludes them. */
  options: string;
  /** Present with -v. */
  interfaces?: { in: string; out: string };
  source: string;
  destination: string;
  extras: string;
}

const NUMBER = String.raw`^\s*(?:(?<number>\d+)\s+)?`;
const COUNTERS = String.raw`\d+[KMGT]?\s+\d+[KMGT]?\s+`;
const RULE = String.raw`(?:(?<target>[^\s!]\S*)\s+)?(?<protocol>!?[a-z0-9-]+)\s+(?<options>--|-f|!f)\s+`;
const INTERFACES = String.raw`(?<in>!?\S+)\s+(?<out>!?\S+)\s+`;
const ADDRESSES = String.raw`(?<source>!?[^\s!]+)\s+(?<destination>!?[^\s!]+)(?<extras>\s.*)?$`;

const VERBOSE = new RegExp(`${NUMBER}${COUNTERS}${RULE}${INTERFACES}${ADDRESSES}`);
const SHORT = new RegExp(`${NUMBER}${RULE}${ADDRESSES}`);

/** The columns of a row; undefined if it has others. @param verbose the heading has the columns of -v */
export function readRow(line: string, verbose: boolean): Row | undefined {
  const row = (verbose ? VERBOSE : SHORT).exec(line)?.groups;
  if (!row) return undefined;
  return {
    ...(row["number"] === undefined ? {} : { number: Number(row["number"]) }),
    target: row["target"] ?? "",
    protocol: row["protocol"]!,
    options: row["options"]!,
    ...(verbose ? { interfaces: { in: row["in"]!, out: row["out"]! } } : {}),
    source: row["source"]!,
    destination: row["destination"]!,
    extras: row["extras"] ?? "",
  };
}
