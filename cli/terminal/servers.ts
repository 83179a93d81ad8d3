import type { Problem } from "../../model/problems";
import type { ConnectOptions } from "../../mysql/connect";
import { parseMysqlUrl } from "../../mysql/url";

export interface TwoServers {
  source: ConnectOptions;
  target: ConnectOptions;
  /** Of the source's URL. */
  database?: string;
}

/** `--source` and `--target`, with the passwords that the environment holds; what is wrong is added to `problems`. */
export function twoServers(given: { source?: string; target?: string }, problems: Problem[]): TwoServers {
  const read = (side: "source" | "target") => {
    const text = given[side];
    if (text === undefined) {
      problems.push({ path: `--${side}`, seen: "missing", needed: "mysql://user:password@host:3306" });
      return undefined;
    }
    const parsed = parseMysqlUrl(text, `--${side}`, process.env[`DBFERRY_${side.toUpperCase()}_PASSWORD`]);
    problems.push(...parsed.problems);
    return parsed.options;
  };
  const [source, target] = [read("source"), read("target")];
  const none: ConnectOptions = { host: "", port: 3306, user: "", password: "" };
  return {
    source: { ...(source ?? none), database: undefined },
    target: { ...(target ?? none), database: undefined },
    database: source?.database,
  };
}
