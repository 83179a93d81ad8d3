import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AccountProblem,
  type AccountSpec,
  accountStatements,
  dropAccount,
  ensureAccount,
  inspectAccount,
  readAccount,
} from "../../mysql/accounts";
import { connect } from "../../mysql/connect";
import { hasAlterUser } from "../../mysql/dialect";
import { runPreflight } from "../../mysql/preflight";
import type { Engine, Mode } from "../../mysql/rights";
import type { Distribution } from "../../sandbox/mysql/distribution";
import { play } from "./checks/recorded/server";
import { distributionOf, type Real, start } from "./support/servers";

const PASSWORD = 'it\'s \\ a "test" %1';
const spec = (over: Partial<AccountSpec> = {}): AccountSpec => ({
  user: "ferry",
  password: PASSWORD,
  hosts: ["127.0.0.1"],
  engine: "drs",
  mode: "full+incremental",
  role: "source",
  databases: ["shop", "my_app"],
  ...over,
});

async function logsIn(server: Real, password = PASSWORD): Promise<boolean> {
  return connect({ ...server.admin, user: "ferry", password }).then(
    async (db) => {
      await db.close();
      return true;
    },
    () => false,
  );
}

/** The same tests on each server. */
function suite(name: string, get: () => Promise<Distribution | undefined>): void {
  describe(name, () => {
    let server: Real;
    beforeAll(async () => {
      server = await start({}, await get());
      await server.sql(
        "CREATE DATABASE shop",
        "CREATE DATABASE my_app",
        "CREATE DATABASE myXapp",
        "CREATE TABLE myXapp.t (id INT)",
        "CREATE TABLE my_app.t (id INT)",
      );
    });
    afterAll(() => server?.stop());

    test("an account at a block of addresses admits callers from it, on every version", async () => {
      const hosts = ["127.0.0.0/25"];
      expect(await ensureAccount(server.admin, spec({ hosts }))).toMatchObject({ hosts, created: hosts });
      expect(await logsIn(server)).toBe(true);
      expect((await ensureAccount(server.admin, spec({ hosts }))).created).toEqual([]);
      expect((await readAccount(server.admin, "ferry", hosts))?.hosts).toEqual(hosts);
      expect(await dropAccount(server.admin, "ferry", hosts)).toEqual(hosts);
      expect(await logsIn(server)).toBe(false);
    });

    test("inspecting an account shows what somebody has changed, and a recreated one is in order", async () => {
      const { seals } = await ensureAccount(server.admin, spec());
      const look = async () => (await inspectAccount(server.admin, spec(), seals)).differences.join("; ");
      expect(await look()).toBe("");
      const who = "'ferry'@'127.0.0.1'";
      const changes: [sql: string, words: RegExp][] = [
        [
          (await hasAlter())
            ? `ALTER USER ${who} IDENTIFIED BY 'another'`
            : `SET PASSWORD FOR ${who} = PASSWORD('another')`,
          /a different password/,
        ],
        [`GRANT DELETE ON shop.* TO ${who}`, /privileges that it does not need: DELETE ON `shop`/],
        [`REVOKE SELECT ON shop.* FROM ${who}`, /lacks .*SELECT/],
        [`DROP USER ${who}`, /is gone/],
      ];
      let kept = seals;
      for (const [sql, words] of changes) {
        await server.sql(sql);
        expect((await inspectAccount(server.admin, spec(), kept)).differences.join("; ")).toMatch(words);
        kept = (await ensureAccount(server.admin, spec({ owned: true }))).seals;
        expect((await inspectAccount(server.admin, spec(), kept)).differences).toEqual([]);
        expect(await logsIn(server)).toBe(true);
      }
      await dropAccount(server.admin, "ferry", ["127.0.0.1"]);
    });

    test("of a name that others use too, only what the state has is changed or removed", async () => {
      const owner = { mark: undefined, byName: false, adopted: true };
      const adopted = spec({ owner, hosts: ["10.0.0.5"] });
      await ensureAccount(server.admin, adopted);
      await server.sql(
        "CREATE USER 'ferry'@'10.9.9.9' IDENTIFIED BY 'theirs'",
        "GRANT DELETE ON shop.* TO 'ferry'@'10.9.9.9'",
      );
      const owned = { ...adopted, owned: true, former: ["10.0.0.5"] };
      expect((await inspectAccount(server.admin, owned, {})).differences).toEqual([]);
      await ensureAccount(server.admin, { ...owned, hosts: ["10.0.0.6"] });
      expect((await readAccount(server.admin, "ferry"))?.hosts).toEqual(["10.0.0.6", "10.9.9.9"]);
      const taken = ensureAccount(server.admin, { ...owned, hosts: ["10.9.9.9"], former: ["10.0.0.6"] });
      await expect(taken).rejects.toThrow(/already exists with other privileges \(DELETE/);
      await dropAccount(server.admin, "ferry", ["10.0.0.5", "10.0.0.6", "10.9.9.9"]);
    });

    async function hasAlter(): Promise<boolean> {
      const db = await connect(server.admin);
      try {
        return hasAlterUser(db.server);
      } finally {
        await db.close();
      }
    }

    test("created once, unchanged when created again, dropped", async () => {
      const first = await ensureAccount(server.admin, spec());
      expect(first).toMatchObject({ user: "ferry", hosts: ["127.0.0.1"], created: ["127.0.0.1"], requireTls: false });
      const again = await ensureAccount(server.admin, spec());
      // Setting a password creates a new salt, where there is one.
      expect({ ...again, seals: first.seals }).toEqual({ ...first, created: [] });
      expect(await logsIn(server)).toBe(true);
      // `_` in a granted name is a wildcard, so it must have been escaped.
      const db = await connect({ ...server.admin, user: "ferry", password: PASSWORD });
      await db.query("SELECT * FROM my_app.t");
      await expect(db.query("SELECT * FROM `myXapp`.t")).rejects.toMatchObject({ noPrivilege: true });
      await expect(db.query("INSERT INTO my_app.t VALUES (1)")).rejects.toMatchObject({ noPrivilege: true });
      await db.close();
      expect(JSON.stringify(await readAccount(server.admin, "ferry"))).not.toMatch(/PASSWORD|\*[0-9A-F]{40}/);
      expect(await dropAccount(server.admin, "ferry", ["127.0.0.1", "10.1.1.1"])).toEqual(["127.0.0.1"]);
      expect(await dropAccount(server.admin, "ferry", ["127.0.0.1"])).toEqual([]);
      expect(await readAccount(server.admin, "ferry")).toBeUndefined();
      expect(await logsIn(server)).toBe(false);
    });

    test("our own account is changed to exactly what is requested, a foreign one is not touched", async () => {
      await ensureAccount(server.admin, spec({ engine: "tencent-dts", hosts: ["127.0.0.1", "10.0.0.5"] }));
      const refused = await ensureAccount(server.admin, spec({ mode: "full" })).catch((error: Error) => error);
      expect(refused).toBeInstanceOf(AccountProblem);
      expect((refused as Error).message).toMatch(/already exists with other privileges .*RELOAD/);
      const own = await ensureAccount(
        server.admin,
        spec({ mode: "full", password: "another-1", owned: true, requireTls: true }),
      );
      expect(own.hosts).toEqual(["127.0.0.1"]);
      expect(own.requireTls).toBe(true);
      expect((await readAccount(server.admin, "ferry"))?.hosts).toEqual(["127.0.0.1"]);
      expect(own.grants["127.0.0.1"]!.join("\n")).not.toMatch(/RELOAD|REPLICATION|tencentdb/);
      expect(own.grants["127.0.0.1"]!.join("\n")).toMatch(/SELECT.* ON `shop`\.\*/);
      expect(await logsIn(server)).toBe(false);
      await dropAccount(server.admin, "ferry", ["127.0.0.1"]);
    });

    for (const engine of ["drs", "tencent-dts", "alibaba-dts"] as Engine[]) {
      for (const mode of ["full", "full+incremental"] as Mode[]) {
        test(`the account for ${engine}, ${mode}, passes the checks of its rights and is not over-privileged`, async () => {
          await ensureAccount(server.admin, spec({ engine, mode }));
          await ensureAccount(server.admin, spec({ engine, mode, role: "target", user: "carrier" }));
          const as = (user: string) => ({ ...server.admin, user, password: PASSWORD });
          const report = await runPreflight({
            source: as("ferry"),
            target: as("carrier"),
            engine,
            mode,
            databases: ["shop", "my_app"],
          });
          const status = Object.fromEntries(
            report.verdicts.map((verdict) => [verdict.id, `${verdict.status} ${verdict.found}`]),
          );
          expect(status["C07"]).toMatch(/^pass/);
          expect(status["C08"]).toMatch(mode === "full" ? /^notApplicable/ : /^pass/);
          expect(status["C10"]).toMatch(/^pass/);
          expect(status["C11"]).toMatch(/^pass/);
          for (const [user, hosts] of [
            ["ferry", ["127.0.0.1"]],
            ["carrier", ["127.0.0.1"]],
          ] as const)
            await dropAccount(server.admin, user, hosts);
        });
      }
    }
  });
}

suite("MySQL 5.6.24", async () => undefined);
suite("MariaDB", () => distributionOf("mariadb"));
suite("MySQL 9", () => distributionOf("mysql9"));

describe("refusals before a server is contacted", () => {
  const nowhere = { host: "127.0.0.1", port: 1, user: "root", password: "" };
  test("any host, no host, no password: all at once", async () => {
    const error = (await ensureAccount(
      nowhere,
      spec({ hosts: ["%", "_._._._", "0.0.0.0/0", "0.0.0.0/0.0.0.0"], password: "" }),
    ).catch((one: Error) => one)) as Error;
    expect(error).toBeInstanceOf(AccountProblem);
    expect(error.message).toMatch(/password: empty/);
    expect(error.message.match(/any address/g)).toHaveLength(4);
    await expect(ensureAccount(nowhere, spec({ hosts: [] }))).rejects.toThrow(/hosts: none/);
    await expect(ensureAccount(nowhere, spec({ hosts: ["x' OR '1"] }))).rejects.toThrow(/not a host/);
  });

  test("a server that quotes the statement in its refusal does not reveal the password", async () => {
    const server = await play({
      version: "8.0.36",
      answers: [
        [/FROM mysql\.user/, []],
        [/^CREATE USER/, (sql) => ({ errno: 1064, message: `syntax error near '${sql.replace(/\\(.)/g, "$1")}'` })],
      ],
    });
    const error = (await ensureAccount(server.options, spec({ password: "very-secret-1" })).catch(
      (one: Error) => one,
    )) as Error;
    expect(error).toBeInstanceOf(AccountProblem);
    expect(`${error.message}${error.stack}`).not.toContain("very-secret-1");
    await server.stop();
  });

  test("the statements shown to people hide the password", () => {
    const server = {
      text: "8.0.36",
      version: { major: 8, minor: 0, patch: 36 },
      flavour: "mysql",
      profile: "self-managed",
      versionComment: "",
    } as const;
    const lines = accountStatements(spec({ requireTls: true }), server);
    expect(lines.join("\n")).not.toContain("test");
    expect(lines[0]).toBe("CREATE USER 'ferry'@'127.0.0.1' IDENTIFIED BY '***' REQUIRE SSL;");
    const old = { ...server, text: "5.6.51", version: { major: 5, minor: 6, patch: 51 } };
    expect(accountStatements(spec({ requireTls: true, hosts: ["10.0.1.5/20"] }), old).slice(0, 2)).toEqual([
      "CREATE USER 'ferry'@'10.0.0.0/255.255.240.0' IDENTIFIED BY '***';",
      "GRANT USAGE ON *.* TO 'ferry'@'10.0.0.0/255.255.240.0' REQUIRE SSL;",
    ]);
  });
});
