import { describe, expect, test } from "vitest";
import { serverFacts } from "../../../model/mysql/server";
import type { Verdict } from "../../../model/verdict";
import { CHECKS } from "../../../mysql/checks/catalogue";
import { openTransactions } from "../../../mysql/facts/xa";
import { parseGrants } from "../../../mysql/grants";
import { StatementProblem } from "../../../mysql/problem";
import { prove } from "./recorded/prove";
import { table } from "./recorded/server";
import { variablesOf } from "./recorded/variables";

const IDENTITY = ["version", "version_comment", "basedir"];

/** Every variable of the version except those that identify the server. */
function none(version: [string, number, number, number]): Record<string, null> {
  const [text, major, minor, patch] = version;
  const names = Object.keys(variablesOf(text, { major, minor, patch })).filter((name) => !IDENTITY.includes(name));
  return Object.fromEntries(names.map((name) => [name, null]));
}

const passing = (verdicts: readonly Verdict[]) =>
  verdicts.filter((verdict) => verdict.status === "pass").map((verdict) => verdict.id);

/** These depend on privileges, on the connection itself, on the version, or on lists that the account may read. */
const WITHOUT_VARIABLES =
  "C01 C02 C04 C07 C08 C09 C10 C12 C13 C20 C21 C26 C27 C28 C29 C31 C45 C48 C49 C50 C51 C52 C53 C54 C55 C56 C57 C58 C61 C62 C64 C66 C67 C68 C71 C75 C76";

describe("what cannot be determined is never a pass", () => {
  test("a server that reports none of its variables", async () => {
    const variables = none(["5.7.44-log", 5, 7, 44]);
    const { report } = await prove({
      check: "C01",
      expect: "pass",
      source: { variables, answers: [[/information_schema\.TABLES/i, [table("shop", "old", { ENGINE: "MyISAM" })]]] },
      target: { variables: { ...variables, server_id: null, server_uuid: null } },
    });
    const allowed = new Set(WITHOUT_VARIABLES.split(" "));
    expect(passing(report.verdicts).filter((id) => !allowed.has(id))).toEqual([]);
    expect(report.verdicts.filter((verdict) => /undefined|NaN|the check failed to run/.test(verdict.found))).toEqual(
      [],
    );
  });

  test("an account without any right: every check that reads tables, accounts or replication says so", async () => {
    const nothing = ["GRANT USAGE ON *.* TO 'ferry'@'127.0.0.1'"];
    const denied = { errno: 1227, message: "Access denied; you need the REPLICATION CLIENT privilege" };
    const closed = [
      [/SHOW (SLAVE|MASTER|BINARY)|FROM mysql\.user|INNODB_TRX|performance_schema\./i, denied],
      [/information_schema\.(?!COLLATIONS)/i, []],
    ] as const;
    const { report } = await prove({
      check: "C01",
      expect: "pass",
      source: { grants: nothing, answers: closed },
      target: { grants: nothing, answers: closed },
      input: { migrateAccounts: true },
    });
    const reading =
      "C04 C16 C20 C21 C26 C28 C29 C31 C33 C45 C48 C49 C50 C51 C52 C53 C54 C55 C56 C57 C58 C61 C62 C64 C66 C67 C68 C71";
    expect(passing(report.verdicts).filter((id) => reading.includes(id))).toEqual([]);
    const fixes = new Map(report.verdicts.map((verdict) => [verdict.id, verdict.remedy]));
    const grant = (side: string, text: string) =>
      `-- on the ${side}, or use an account that has it:\nGRANT ${text} TO 'ferry'@'127.0.0.1';`;
    expect(fixes.get("C48")).toBe(grant("source", "SELECT ON `shop`.*"));
    expect(fixes.get("C57")).toBe(grant("target", "SELECT ON `shop`.*"));
    expect(fixes.get("C29")).toBe(grant("source", "PROCESS ON *.*"));
    expect(fixes.get("C26")).toBe(grant("source", "REPLICATION CLIENT ON *.*"));
    expect(fixes.get("C53")).toBe(grant("source", "SELECT ON mysql.proc"));
  });

  test("a server that does not know the tables that every version has", async () => {
    const lost = { errno: 1146, message: "Table does not exist" };
    const answers = [[/information_schema\./i, lost]] as const;
    const { report } = await prove({ check: "C01", expect: "pass", source: { answers }, target: { answers } });
    const must = new Set(CHECKS.filter((check) => check.must).map(({ id }) => id));
    const told = ({ found }: Verdict) => /this version does not have it/.test(found);
    expect(report.verdicts.filter((verdict) => must.has(verdict.id) && told(verdict))).toEqual([]);
    expect(report.blind.map(({ id }) => id)).toEqual(expect.arrayContaining(["C48", "C49", "C56", "C57"]));
    expect(report.exitCode).not.toBe(0);
  });

  test("whether an account admits only the task, where the task's addresses were not given", async () => {
    const hosts = [{ u: "df_shop", h: "%", p: "" }];
    const { report } = await prove({
      check: "C04",
      expect: "undetermined",
      source: { answers: [[/FROM mysql\.user/i, hosts]] },
      input: { migration: { account: "df_shop" }, callers: [] },
    });
    expect(report.verdicts.find(({ id }) => id === "C04")).toMatchObject({
      status: "undetermined",
      found: "df_shop at '%'; the task's addresses were not given",
    });
  });

  test("open transactions, where a server that has them does not list them", async () => {
    const lost = new StatementProblem({ errno: 1109, sqlMessage: "Unknown table 'INNODB_TRX'" }, "looking");
    const seen = (version: string) =>
      openTransactions({
        server: serverFacts({ version, versionComment: "", basedir: "/usr", operatorVariables: [] }),
        query: () => Promise.reject(lost),
      });
    await expect(seen("10.11.6-MariaDB")).rejects.toBe(lost);
    expect(await seen("5.1.73")).toBe(0);
  });

  test("MariaDB hides foreign keys from an account with only SELECT", async () => {
    const run = (right: string) =>
      prove({
        check: "C50",
        expect: "pass",
        source: { version: "10.11.6-MariaDB", grants: [`GRANT ${right} ON \`shop\`.* TO 'ferry'@'127.0.0.1'`] },
      }).then(({ report }) => report.verdicts.filter(({ id }) => id === "C50" || id === "C51"));
    expect((await run("SELECT")).map((one) => one.status)).toEqual(["undetermined", "undetermined"]);
    expect((await run("SELECT"))[0]!.found).toMatch(/without SHOW VIEW on shop the server shows no foreign keys/);
    expect((await run("SELECT, SHOW VIEW")).map((one) => one.status)).toEqual(["pass", "pass"]);
  });

  test("a source that is a replica does not count as up to date for an account that may not read its state", async () => {
    const { report } = await prove({
      check: "C71",
      expect: "undetermined",
      source: {
        version: "10.11.6-MariaDB",
        answers: [[/SHOW ALL SLAVES STATUS/i, { errno: 1227, message: "you need the SLAVE MONITOR privilege" }]],
      },
    });
    const verdict = report.verdicts.find(({ id }) => id === "C71")!;
    expect([verdict.status, verdict.remedy]).toEqual([
      "undetermined",
      "-- on the source, or use an account that has it:\nGRANT SLAVE MONITOR ON *.* TO 'ferry'@'127.0.0.1';",
    ]);
  });

  test("administering a MariaDB primary does not include the right to read its binary log", () => {
    const grants = parseGrants(["GRANT REPLICATION MASTER ADMIN, BINLOG MONITOR ON *.* TO `a`@`b`"]);
    expect([...grants.global].sort()).toEqual(["REPLICATION CLIENT", "REPLICATION MASTER ADMIN"]);
  });
});
