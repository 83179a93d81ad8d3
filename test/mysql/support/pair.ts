import { afterAll, beforeAll } from "vitest";
import type { Db } from "../../../mysql/connect";
import type { MysqldOptions } from "../../../sandbox/mysql/options";
import { distributionOf, type Real, start } from "./servers";

/** Servers by the names that tests on pairs print. */
export type Kind = "5.6" | "9" | "MariaDB";

/** Starts a server of that kind. */
export async function launch(kind: Kind, options: MysqldOptions = {}): Promise<Real> {
  if (kind === "5.6") return start(options);
  return start(options, await distributionOf(kind === "9" ? "mysql9" : "mariadb"));
}

/** Two servers with an administrator's session on each, available once the tests of a `describe` run. */
export interface Pair {
  source: Real;
  target: Real;
  here: Db;
  there: Db;
}

/** Starts a pair for the surrounding `describe` and stops it afterwards. */
export function startPair(from: Kind, to: Kind, prepare: (pair: Pair) => Promise<void> = async () => {}): Pair {
  const pair = {} as Pair;
  beforeAll(async () => {
    await Promise.all([
      launch(from).then((real) => (pair.source = real)),
      launch(to).then((real) => (pair.target = real)),
    ]);
    [pair.here, pair.there] = await Promise.all([pair.source.db(), pair.target.db()]);
    await prepare(pair);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([pair.here?.close(), pair.there?.close()]);
    await Promise.all([pair.source?.stop(), pair.target?.stop()]);
  });
  return pair;
}
