import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../mysql/compare/compare";
import { connect } from "../../mysql/connect";
import { onOneServer, requireTwoServers } from "../../mysql/facts/oneServer";
import { runGates } from "../../mysql/gates/gates";
import { compareStructure } from "../../mysql/structure/structure";
import { play, type RecordedServer } from "./checks/recorded/server";
import { dbferry, url } from "./support/command";
import { type Kind, launch } from "./support/pair";
import { type Real, start } from "./support/servers";

/** Comparing a server with itself always gives the same, which proves nothing. */
describe.each(["5.6", "9", "MariaDB"] as const satisfies Kind[])("one %s server, reached by two names", (kind) => {
  let server: Real;
  let ways: { source: Real["admin"]; target: Real["admin"] };
  beforeAll(async () => {
    server = await launch(kind);
    await server.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.t (id INT PRIMARY KEY)",
      "INSERT INTO shop.t VALUES (1)",
    );
    ways = { source: server.admin, target: { ...server.admin, host: "localhost" } };
  }, 120_000);
  afterAll(() => server?.stop());

  const refused = /localhost:\d+ is the same server as the source, 127\.0\.0\.1:\d+/;

  test("is refused by the comparison of data and of structure, and by the gates", async () => {
    const databases = ["shop"];
    await expect(compare({ ...ways, databases, mode: "full" })).rejects.toThrow(refused);
    await expect(compareStructure({ ...ways, databases })).rejects.toThrow(refused);
    await expect(runGates({ ...ways, databases, quietSeconds: 0 })).rejects.toThrow(refused);
  });

  test("is a mistake in the call", async () => {
    const there = url(server).replace("@127.0.0.1", "@localhost");
    const { code, error } = await dbferry("compare", "--source", url(server), "--target", there);
    expect([code, error]).toEqual([2, expect.stringMatching(refused)]);
  });
});

describe("servers that report the same identity", () => {
  const open: (Real | RecordedServer)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
  });

  test("two with the same server_id and UUID, as a copied data directory gives them, are two", async () => {
    const same = { "server-id": 7 };
    const [source, target] = await Promise.all([start(same), start(same)]);
    open.push(source, target);
    for (const side of [source, target])
      await side.sql("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
    await source.sql("INSERT INTO shop.t VALUES (1)");
    const result = await compare({ source: source.admin, target: target.admin, databases: ["shop"], mode: "full" });
    expect(result.verdict).toBe("differs");
  });

  /** A server that refuses named locks, as strict clusters do. */
  const lockless = (hostname: string) =>
    play({
      version: "10.4.32-MariaDB",
      variables: { hostname, port: 3306, server_id: 1, datadir: "/var/lib/mysql/" },
      answers: [
        [/GET_LOCK/, { errno: 1105, message: "prohibits use of GET_LOCK" }],
        [/lower_case_table_names/, [{ f: 0 }]],
      ],
    });

  async function told(names: [string, string]): Promise<[boolean | undefined, string[]]> {
    const servers = await Promise.all(names.map(lockless));
    open.push(...servers);
    const [source, target] = await Promise.all(servers.map(({ options }) => connect(options)));
    try {
      return [await onOneServer(source!, target!), await requireTwoServers(source!, target!, "the comparison")];
    } finally {
      await Promise.all([source!.close(), target!.close()]);
    }
  }

  test("without a lock, their own variables distinguish them, or nothing does", async () => {
    expect(await told(["db-1", "db-2"])).toEqual([false, []]);
    expect(await told(["db", "db"])).toEqual([
      undefined,
      [expect.stringMatching(/^whether 127.* are different servers could not be determined$/)],
    ]);
  });
});
