import type { Problem } from "../../model/problems";
import type { ConnectOptions } from "../../mysql/connect";
import { parseMysqlUrl } from "../../mysql/url";

export interface TwoServers {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Of the source's URL. */
  database?: string;
}

const NONE: ConnectOptions = { host: "", port: 3306, user: "", password: "" };

/** `--source` and `--target`, with the passwords that the environment holds; what is wrong is added to `problems`. */
export function twoServers(given: { source?: string; target?: string }, problems: Problem[]): TwoServers {
  const read = (side: "source" | "target") => {
    const text = given[side];
    if (text === undefined) {
      problems.push({ path: `--${side}`, seen: "missing", needed: "mysql://user:password@host:3306" });
      return NONE;
    }
    const parsed = parseMysqlUrl(text, `--${side}`, process.env[`DBFERRY_${side.toUpperCase()}_PASSWORD`]);
    problems.push(...parsed.problems);
    return parsed.options;
  };
  const [source, target] = [read("source"), read("target")];
  return {
    source: { ...source, database: undefined },
    target: { ...target, database: undefined },
    database: source.database,
  };
}
