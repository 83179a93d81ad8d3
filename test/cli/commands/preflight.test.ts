import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { CHECKS } from "../../../mysql/checks/catalogue";
import { dbferry, url } from "../../mysql/support/command";
import { type Real, start } from "../../mysql/support/servers";

describe("dbferry preflight and cutover without any configuration", () => {
  let source: Real;
  let target: Real;
  let folder: string;
  beforeAll(async () => {
    [source, target] = await Promise.all([start(), start()]);
    await source.sql(
      "CREATE DATABASE shop",
      "CREATE TABLE shop.t (id INT PRIMARY KEY)",
      "INSERT INTO shop.t VALUES (1)",
    );
    folder = mkdtempSync(join(tmpdir(), "dbferry-cli-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([source?.stop(), target?.stop()]);
  });
  afterEach(() => vi.restoreAllMocks());
  const both = (database?: string) => ["--source", url(source, database), "--target", url(target)];
  const preflight = (...args: string[]) => dbferry("preflight", "--engine", "drs", ...args);

  test("JSON: exit code 0 for two good servers, 1 for a failure, 2 when a server is unreachable", async () => {
    const good = await preflight(...both(), "--mode", "full+incremental", "--json");
    const report = JSON.parse(good.out);
    expect([good.code, report.ok, report.verdicts.length]).toEqual([0, true, CHECKS.length]);
    expect(good.out).not.toContain(source.admin.password);
    await target.sql("CREATE DATABASE shop", "CREATE TABLE shop.x (id INT)");
    const bad = await preflight(...both("shop"), "--json");
    expect([bad.code, JSON.parse(bad.out).verdicts.find((one: { id: string }) => one.id === "C57").status]).toEqual([
      1,
      "fail",
    ]);
    await target.sql("DROP DATABASE shop");
    expect((await preflight("--source", "mysql://x:y@127.0.0.1:1", "--target", url(target))).code).toBe(2);
  });

  test("a hot migration always follows the source: by its profile, the mode full is refused before any server is asked", async () => {
    const hot = (...args: string[]) =>
      dbferry("preflight", ...both(), "--engine", "tencent-dts/hot-migration", ...args);
    const refused = await hot("--mode", "full");
    expect(refused.error).toMatch(
      /--mode: full; needed: full\+incremental.*; leave --mode out, or check by --engine tencent-dts/,
    );
    const checked = await hot("--json");
    expect(JSON.parse(checked.out).verdicts).toHaveLength(CHECKS.length);
  });

  test("an exemption file accepts a failure; all problems of a bad one are reported", async () => {
    await source.sql("SET GLOBAL binlog_row_image = 'MINIMAL'");
    const file = join(folder, "exemptions.yaml");
    writeFileSync(file, "- {id: C17, reason: rows are small, owner: ann, expires: 2099-01-01T00:00:00Z}\n");
    expect((await preflight(...both())).code).toBe(1);
    const accepted = await preflight(...both(), "--exemptions", file);
    expect([accepted.code, /exempt.*C17/.test(accepted.out)]).toEqual([0, true]);
    writeFileSync(file, "- {id: 17, reason: no, owner: '', expires: tomorrow, wat: 1}\n");
    const refused = await preflight(...both(), "--exemptions", file, "--space", "much");
    expect(refused.error).toMatch(/preflight could not run: \d+ problems/);
    expect(refused.error!.match(/exemptions\.yaml/g)!.length).toBeGreaterThanOrEqual(4);
    expect(refused.error).toMatch(/--space: much/);
    await source.sql("SET GLOBAL binlog_row_image = 'FULL'");
  });

  test("invalid options are reported at once, before a server is contacted", async () => {
    const nobody = ["--source", "mysql://x:y@127.0.0.1:1", "--target", "mysql://x:y@127.0.0.1:1"];
    const refused = await dbferry(
      "preflight",
      ...nobody,
      "--space",
      "",
      "--bandwidth",
      "0",
      "--databases",
      "",
      "--tables",
      "orders",
      "--output",
      join(folder, "nowhere", "report"),
    );
    expect(refused.error!.split("\n").slice(1, -1)).toEqual([
      "  - --space: nothing; needed: a number of 0 or more",
      "  - --bandwidth: 0; needed: a number above 0",
      "  - --databases: nothing; needed: database names; one that contains a dot or a comma in backticks",
      "  - --tables: orders; needed: database.table; a name that contains a dot or a comma in backticks: '`shop`.`eu.orders`'",
      `  - --output: ${join(folder, "nowhere")} does not exist; needed: a file in a writable folder`,
    ]);
    // Without an engine, no engine's checks run.
    expect(refused.error!.split("\n").at(-1)).toMatch(
      /^ {2}- --engine: nothing; needed: one of drs, tencent-dts, alibaba-dts; name .* such as --engine drs for Huawei DRS$/,
    );
    const record = join(folder, "old.json");
    writeFileSync(record, "{}");
    const shut = await dbferry("cutover", ...nobody, "--ratio", "5", "--quiet", "soon", "--record", record);
    expect(shut.error!.split("\n").slice(1)).toEqual([
      "  - --quiet: soon; needed: a number of 0 or more",
      "  - --ratio: 5; needed: a number above 0, at most 1",
      `  - --record: ${record} exists already; needed: a new file: a record is not overwritten`,
    ]);
  });

  test("single tables imply their databases", async () => {
    const { out } = await preflight(...both(), "--tables", "shop.t", "--json");
    const verdict = JSON.parse(out).verdicts.find((one: { id: string }) => one.id === "C68");
    expect(verdict).toMatchObject({ status: "pass", found: "1 databases, 1 tables and views" });
  });

  test("JUnit and SARIF are written to a file", async () => {
    const file = join(folder, "report");
    await preflight(...both(), "--format", "junit", "--output", file);
    expect(readFileSync(file, "utf8")).toMatch(/^<\?xml/);
    await preflight(...both(), "--format", "sarif", "--output", file);
    expect(JSON.parse(readFileSync(file, "utf8")).version).toBe("2.1.0");
  });

  test("a cutover with closed gates writes no record and says why", async () => {
    const file = join(folder, "record.json");
    const shut = await dbferry(
      "cutover",
      ...both("shop"),
      "--quiet",
      "0.1",
      "--catch-up",
      "0.1",
      "--record",
      file,
      "--own-users",
      source.admin.user,
    );
    expect(shut.code).toBe(1);
    expect(shut.out).toMatch(/REFUSED {4}G06 Data equal: .*the table is missing on the target/);
    expect(shut.out).toMatch(/^ {7}DIFFERS shop\.t: the table is missing on the target$/m);
    expect(shut.out).toMatch(/REFUSED {4}G08 Structure equal: .*table shop\.t: missing on the target/);
    expect(shut.out).toMatch(/^ {7}fix {5}CREATE TABLE `shop`\.`t` \($/m);
    expect(existsSync(file)).toBe(false);
    expect((await dbferry("cutover", "verify", file)).error).toMatch(/<file>: .*record\.json does not exist/);
    expect((await dbferry("cutover")).error).toMatch(/--source: missing[\s\S]*--target: missing/);
  });

  test("with a vendor's engine, stopped writes and equal rows prove what no position shows", async () => {
    const data = [
      "CREATE DATABASE moved",
      "CREATE TABLE moved.t (id INT PRIMARY KEY)",
      "INSERT INTO moved.t VALUES (1)",
    ];
    for (const side of [source, target]) await side.sql(...data);
    const exemptions = join(folder, "gates.yaml");
    const [owner, expires] = ["owner: ann", "expires: 2099-01-01T00:00:00Z"];
    const line = (id: string, reason: string) => `- {id: ${id}, reason: ${reason}, ${owner}, ${expires}}\n`;
    const accepted = line("G05", "nobody logs in yet") + line("G07", "the writers have no rights");
    writeFileSync(exemptions, accepted);
    const bare = ["cutover", ...both("moved"), "--quiet", "0.1", "--own-users", source.admin.user];
    const asked = [...bare, "--exemptions", exemptions];
    expect(await dbferry(...bare)).toMatchObject({
      code: 3,
      out: expect.stringMatching(/NOT PROVEN G05[\s\S]*NOT PROVEN G07/),
    });
    const file = join(folder, "open.json");
    const [key, pub] = ["key.pem", "pub.pem"].map((name) => join(folder, name)) as [string, string];
    const mine = generateKeyPairSync("ed25519");
    writeFileSync(key, mine.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    writeFileSync(pub, mine.publicKey.export({ type: "spki", format: "pem" }));
    const proven = await dbferry(...asked, "--record", file, "--sign-key", key);
    expect([proven.code, proven.out.match(/proven {5}G0[34] [\s\S]+?proven {2}by G02 and G06/g)?.length]).toEqual([
      0, 2,
    ]);
    expect((await dbferry("cutover", "verify", file)).code).toBe(3);
    expect((await dbferry("cutover", "verify", file, "--public-key", pub)).code).toBe(0);
    const { digest } = JSON.parse(readFileSync(file, "utf8"));
    expect(proven.out).toContain(`--digest ${digest}\n`);
    expect((await dbferry("cutover", "verify", file, "--digest", digest)).code).toBe(0);
    expect(proven.out).toMatch(
      /exempted {3}G05 [\s\S]*exempted by ann, until 2099-01-01T00:00:00Z: nobody logs in yet/,
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      structure: { verdict: "same", differences: [] },
      gates: expect.arrayContaining([
        expect.objectContaining({
          id: "G05",
          exempted: { reason: "nobody logs in yet", owner: "ann", expires: "2099-01-01T00:00:00Z" },
        }),
      ]),
    });
    const counted = await dbferry(...asked, "--compare", "counts");
    expect([counted.code, counted.out]).toEqual([
      3,
      expect.stringMatching(
        /NOT PROVEN G03 .*--engine-lag <seconds>.*NOT PROVEN G04 .*--applied <position>.*NOT PROVEN G06/s,
      ),
    ]);
    const [position] = /binlog\.\d+:\d+/.exec(proven.out)!;
    const told = ["--engine-lag", "0", "--applied"];
    expect((await dbferry(...asked, ...told, position)).code).toBe(0);
    expect((await dbferry(...asked, ...told, "binlog.000001:4")).out).toMatch(
      /REFUSED {4}G04 .*task at binlog\.000001:4$/m,
    );
    expect((await dbferry(...asked, ...told, "yesterday")).error).toMatch(
      /--applied: yesterday; needed: a file and position/,
    );
    // An exemption accepts counted data, and the record names it; an expired one, or one for a check, does not.
    writeFileSync(exemptions, accepted + line("G06", "compared in full an hour ago"));
    const told2 = [...asked, ...told, position, "--compare", "counts"];
    expect(await dbferry(...told2)).toMatchObject({ code: 0, out: expect.stringMatching(/exempted {3}G06/) });
    writeFileSync(exemptions, accepted + line("G06", "compared in full an hour ago").replace("2099", "2020"));
    expect(await dbferry(...told2)).toMatchObject({
      code: 3,
      out: expect.stringMatching(/exemption of G06 \(ann\) has expired/),
    });
    writeFileSync(exemptions, line("C17", "a check is no gate"));
    expect((await dbferry(...told2)).error).toMatch(/the id of a gate, such as G05/);
  });
});
