import { describe, expect, test } from "vitest";
import { parseVersion, type ServerFacts, serverFacts } from "../../../model/mysql/server";
import type { Verdict } from "../../../model/verdict";
import { CHECKS } from "../../../mysql/checks/catalogue";
import { statements } from "../../../mysql/dialect";
import { judge } from "../../../mysql/exemptions";
import { parseMysqlUrl } from "../../../mysql/given/url";
import { has, mayGrant, parseGrants } from "../../../mysql/grants";
import { json } from "../../../mysql/output/json";
import { junit } from "../../../mysql/output/junit";
import { people } from "../../../mysql/output/people";
import { sarif } from "../../../mysql/output/sarif";
import { compareFiles, domainsContained, sharesOrigin } from "../../../mysql/position";
import type { PreflightReport } from "../../../mysql/preflight";
import { newlyReserved } from "../../../mysql/reserved";

const verdict = (id: string, status: Verdict["status"], over: Partial<Verdict> = {}): Verdict => {
  const check = CHECKS.find((one) => one.id === id)!;
  return {
    id,
    title: check.title,
    status,
    found: "seen <this> & that",
    needed: "something",
    source: "x",
    side: check.side,
    group: check.group,
    ...over,
  };
};
const exempt = { id: "C24", reason: "position is enough", owner: "ann", expires: "2030-01-01T00:00:00Z" };

function report(): PreflightReport {
  const verdicts = [
    verdict("C01", "pass"),
    verdict("C14", "fail", { remedy: "SET GLOBAL x = 1;\n-- then restart" }),
    { ...verdict("C24", "warning"), exempted: exempt },
    verdict("C28", "undetermined"),
    verdict("C17", "undetermined"),
    verdict("C44", "warning"),
    verdict("C63", "notApplicable"),
  ];
  const facts = serverFacts({ version: "5.7.44", versionComment: "", basedir: "/usr", operatorVariables: [] });
  return {
    verdicts,
    counts: { pass: 1, warning: 1, fail: 1, notApplicable: 1, undetermined: 2, exempted: 1 },
    failed: [verdicts[1]!],
    blind: [verdicts[4]!],
    expiredExemptions: [{ ...exempt, id: "C44", expires: "2020-01-01T00:00:00Z" }],
    unusedExemptions: [],
    source: { address: "src:3306", facts, tls: true },
    target: { address: "dst:3306", facts },
    exitCode: 1,
    ok: false,
    definitionsTried: true,
    seconds: 0.5,
    ran: { source: [], target: [] },
  };
}

describe("the report", () => {
  test("for people: groups in order, blockers first, fixes on separate lines, exemptions named", () => {
    const text = people(report(), { colour: false });
    expect(text.indexOf("Connection")).toBeLessThan(text.indexOf("Binary log"));
    expect(text).toMatch(
      /FAIL {3}C14 Binary log on \(source\)\n {9}found {3}seen .*\n {9}needed {2}something\n {9}fix {5}SET GLOBAL x = 1;\n {17}-- then restart/,
    );
    expect(text).toMatch(/exempt C24/);
    expect(text).toMatch(/exemption of C44 \(ann\) expired on 2020-01-01/);
    expect(text).not.toMatch(/C01/);
    expect(people(report(), { colour: false, all: true })).toMatch(/pass {3}C01 Source reachable/);
    expect(text).toMatch(/1 fail.*the migration must not start/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are
    expect(people(report(), { colour: true })).toMatch(/\u001b\[31m/);
  });

  test("an unreachable server is reported once", () => {
    const lost = { ...report(), source: { address: "src:3306" }, exitCode: 2 as const };
    lost.verdicts = [
      verdict("C01", "fail", { found: "src:3306: gone" }),
      verdict("C14", "undetermined", { found: "src:3306: gone" }),
    ];
    const text = people(lost, { colour: false });
    expect(text.match(/gone/g)).toHaveLength(1);
    expect(text).toMatch(/could not be checked/);
  });

  test("as JSON it contains everything except the statements", () => {
    const parsed = JSON.parse(json(report()));
    expect(parsed).toMatchObject({ ok: false, exitCode: 1, counts: { fail: 1 } });
    expect(parsed.verdicts).toHaveLength(7);
    expect(parsed.ran).toBeUndefined();
  });

  test("as JUnit: a fail is a failure, an undetermined required check an error, exempted ones are skipped, text is escaped", () => {
    const xml = junit(report());
    expect(xml).toMatch(/<testsuites name="dbferry preflight" tests="7" failures="1" errors="1"/);
    expect(xml).toMatch(
      /name="C14 Binary log on"><failure message="seen &lt;this&gt; &amp; that">found: seen &lt;this&gt;/,
    );
    expect(xml).toMatch(/name="C17 [^"]*"><error/);
    expect(xml).toMatch(/name="C28 [^"]*"><skipped/);
    expect(xml).toMatch(/name="C24 [^"]*"><skipped message="exempt: position is enough"/);
    expect(xml.match(/<testcase/g)).toHaveLength(7);
  });

  test("as SARIF: every check is a rule, indexes are right, exempted results are suppressed", () => {
    const log = JSON.parse(sarif(report()));
    const { tool, results } = log.runs[0];
    expect(log.version).toBe("2.1.0");
    expect(tool.driver.rules).toHaveLength(CHECKS.length);
    for (const one of results) expect(tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId);
    expect(results.map((one: { ruleId: string; level: string }) => [one.ruleId, one.level])).toEqual([
      ["C14", "error"],
      ["C24", "warning"],
      ["C28", "none"],
      // It must be determined and was not: exit code 2.
      ["C17", "error"],
      ["C44", "warning"],
      ["C63", "none"],
    ]);
    expect(results[1].suppressions).toEqual([
      { kind: "external", justification: "position is enough (ann, until 2030-01-01T00:00:00Z)" },
    ]);
  });
});

describe("exemptions", () => {
  const now = new Date("2026-11-21T00:00:00Z");
  test("accept by id until they expire; expired and unused ones are reported", () => {
    const verdicts = [verdict("C24", "fail"), verdict("C44", "fail"), verdict("C14", "pass")];
    const judged = judge(
      verdicts,
      [
        exempt,
        { ...exempt, id: "C44", expires: "2026-11-20T00:00:00Z" },
        { ...exempt, id: "C14" },
        { ...exempt, id: "C99" },
      ],
      now,
    );
    expect(judged.verdicts.map((one) => one.exempted?.id)).toEqual(["C24", undefined, undefined]);
    expect(judged.expired.map((one) => one.id)).toEqual(["C44"]);
    expect(judged.unused.map((one) => one.id)).toEqual(["C14", "C99"]);
  });
  test("an invalid date counts as expired", () => {
    expect(judge([verdict("C24", "fail")], [{ ...exempt, expires: "soon" }], now).expired).toHaveLength(1);
  });
});

describe("the catalogue", () => {
  test("ids are unique and in order, and each check says what it reads and where its rule is from", () => {
    const ids = CHECKS.map((check) => check.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    const all = Array.from({ length: ids.length + 2 }, (_, n) => `C${String(n + 1).padStart(2, "0")}`);
    // These two cannot be checked by SQL.
    expect(ids).toEqual(all.filter((id) => id !== "C03" && id !== "C70"));
    for (const check of CHECKS)
      for (const text of [check.title, check.reads, check.source]) expect(text.length).toBeGreaterThan(3);
  });
});

describe("grants", () => {
  test("global, by pattern, partial revokes, grant option, columns left out", () => {
    const grants = parseGrants([
      "GRANT SELECT, INSERT (`a`, `b`), SHOW VIEW ON *.* TO 'u'@'%' REQUIRE SSL",
      "GRANT ALL PRIVILEGES ON `my\\_app%`.* TO `u`@`%` WITH GRANT OPTION",
      "GRANT EXECUTE ON PROCEDURE `x`.`y` TO 'u'@'%'",
      "REVOKE SELECT ON `secret`.* FROM `u`@`%`",
      "GRANT `role1`@`%` TO `u`@`%`",
    ]);
    expect([has(grants, "SELECT"), has(grants, "INSERT"), has(grants, "SELECT", "secret")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([
      has(grants, "DROP", "my_app2"),
      has(grants, "DROP", "myXapp"),
      has(grants, "REPLICATION SLAVE", "my_app"),
    ]).toEqual([true, false, false]);
    expect([mayGrant(grants, "my_app"), mayGrant(grants, "shop"), grants.requireTls, grants.roles.length]).toEqual([
      true,
      false,
      true,
      1,
    ]);
  });
});

describe("the right to grant", () => {
  const at = (database: string, ...lines: string[]) =>
    mayGrant(parseGrants(lines.map((line) => `GRANT ${line.replace(" WITH", " TO 'u'@'%' WITH")}`)), database);

  test("the most specific pattern decides, with or without the right", () => {
    const wide = "SELECT ON `app%`.* WITH GRANT OPTION";
    expect(at("app1", wide)).toBe(true);
    expect(at("app1", wide, "SELECT ON `app1`.* TO 'u'@'%'")).toBe(false);
    expect(at("app1", wide, "SELECT ON `app_`.* TO 'u'@'%'")).toBe(false);
    expect(at("app2", wide, "SELECT ON `app1`.* TO 'u'@'%'")).toBe(true);
    expect(at("app1", "SELECT ON `app%`.* TO 'u'@'%'", "SELECT ON `app1`.* WITH GRANT OPTION")).toBe(true);
  });

  test("selecting everything requires the global right", () => {
    expect(at("*", "ALL PRIVILEGES ON `%`.* WITH GRANT OPTION")).toBe(false);
    expect(at("*", "USAGE ON *.* WITH GRANT OPTION")).toBe(true);
    expect(at("shop", "USAGE ON *.* WITH GRANT OPTION", "SELECT ON `shop`.* TO 'u'@'%'")).toBe(true);
  });
});

describe("versions and names", () => {
  const of = (version: string): ServerFacts =>
    serverFacts({ version, versionComment: "", basedir: "/usr", operatorVariables: [] });
  test.each([
    ["5.6.24-log", 5, 6, 24],
    ["5.5.5-10.4.1-MariaDB-log", 10, 4, 1],
    ["10.11.6-MariaDB", 10, 11, 6],
    ["8.0.30-txsql", 8, 0, 30],
  ])("%s", (text, major, minor, patch) => expect(parseVersion(text)).toEqual({ major, minor, patch }));
  test("the operator is guessed from the build; a declared one takes precedence", () => {
    expect(of("8.0.30-txsql").profile).toBe("tencentdb");
    expect(of("5.7.38-221000-log").profile).toBe("huawei-rds");
    expect(
      serverFacts({ version: "5.7.1", versionComment: "", basedir: "/u01", operatorVariables: ["rds_x"] }).profile,
    ).toBe("alibaba-rds");
    expect(
      serverFacts({ version: "5.7.1", versionComment: "", basedir: "/", operatorVariables: [] }, "tencentdb").profile,
    ).toBe("tencentdb");
  });
  test("a word is new only between the versions that changed it", () => {
    expect(newlyReserved("rank", of("5.7.44"), of("8.0.36"))).toBe(true);
    expect(newlyReserved("rank", of("8.0.36"), of("8.4.0"))).toBe(false);
    expect(newlyReserved("intersect", of("8.0.30"), of("8.0.31"))).toBe(true);
    expect(newlyReserved("rank", of("5.7.44"), of("10.6.1-MariaDB"))).toBe(false);
  });
  test("statements have one spelling per version", () => {
    expect(statements.binaryLogStatus(of("8.1.0"))).toBe("SHOW MASTER STATUS");
    expect(statements.binaryLogStatus(of("8.2.0"))).toBe("SHOW BINARY LOG STATUS");
    expect(statements.replicaStatus(of("8.0.21"))).toBe("SHOW SLAVE STATUS");
  });
  test("positions: files by number, MariaDB's domains, GTID sets of one origin", () => {
    expect(compareFiles("b.999999", "b.1000000")).toBeLessThan(0);
    expect(domainsContained("0-1-5,1-2-3", "0-1-6,1-2-3,2-1-1")).toBe(true);
    expect(domainsContained("0-1-5,1-2-4", "0-1-6,1-2-3")).toBe(false);
    expect(sharesOrigin("aa:1-5, bb:1", "BB:7")).toBe(true);
  });
});

describe("URLs", () => {
  test("everything in one URL, problems without the text", () => {
    const { options, problems } = parseMysqlUrl(
      "mysql://me:p%40ss@db.example:3307/shop?tls=verify&timeout=5&profile=tencentdb",
      "--source",
    );
    expect(problems).toEqual([]);
    expect(options).toMatchObject({
      host: "db.example",
      port: 3307,
      user: "me",
      password: "p@ss",
      database: "shop",
      tls: { mode: "verify" },
      timeoutMs: 5000,
      profile: "tencentdb",
    });
    const bad = parseMysqlUrl("http://x:secret-1@h?tls=maybe&wat=1&timeout=-1", "--source");
    expect(bad.problems).toHaveLength(4);
    expect(JSON.stringify(bad.problems)).not.toContain("secret-1");
    expect(parseMysqlUrl("nonsense secret-1", "--source").problems).toHaveLength(1);
  });
});
