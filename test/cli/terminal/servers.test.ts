import { createCipheriv, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { askPassword } from "../../../cli/terminal/password";
import { canPrompt, type Terminal } from "../../../cli/terminal/person";
import { withoutLogins } from "../../../cli/terminal/redact";
import { twoServers } from "../../../cli/terminal/servers";
import type { Problem } from "../../../model/problems";
import { addressOf } from "../../../mysql/address";
import { readLoginPath } from "../../../mysql/given/loginPath";
import { readOptionFile } from "../../../mysql/given/optionFile";
import { parseMysqlUrl } from "../../../mysql/given/url";
import { tlsFor } from "../../../mysql/tls/mode";

const folder = mkdtempSync(join(tmpdir(), "dbferry-given-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer, mode = 0o600): string {
  writeFileSync(join(folder, name), text, { mode });
  return join(folder, name);
}

/** A login-path file as written by mysql_config_editor. */
function loginFile(text: string): Buffer {
  const long = randomBytes(20);
  const key = Buffer.alloc(16);
  for (const [at, byte] of long.entries()) key[at % 16]! ^= byte;
  const lines = text.split(/(?<=\n)/).map((line) => {
    const cipher = createCipheriv("aes-128-ecb", key, null);
    const data = Buffer.concat([cipher.update(line), cipher.final()]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([length, data]);
  });
  return Buffer.concat([Buffer.alloc(4), long, ...lines]);
}

describe("URLs of servers", () => {
  test.each([
    ["mysql://me:50%-off%40@h/d", "a stray % in the password", /%25/],
    ["mysql://me%00x:hush-1@h/d", "a NUL character in the user", undefined],
    ["mysql://me:%ff@h/d", "escapes in the password that are not UTF-8", /UTF-8/],
    ["mysql://me:hush-1@h:99999/d", "port 99999", undefined],
    ["mysql://me:hush-1@::1/d", "the address ::1 without brackets", /\[::1\]/],
    ["mysql://me:hush/1@h/d", "a port that is not a number", /%2F/],
    ["mysql://me:hush-1@h/d#x", "a # that is not escaped", /%23/],
    ["mysql://me:hush-1@h/d?tls=preferred", "preferred", /verifies the server/],
    ["mysql://me:hush-1@h/d?tls=off&tls=verify", "given twice", undefined],
  ])("%s", (text, seen, fix) => {
    const { problems } = parseMysqlUrl(text, "--source");
    expect(problems[0]).toMatchObject({ seen });
    if (fix) expect(problems[0]!.fix).toMatch(fix);
    expect(JSON.stringify(problems)).not.toMatch(/hush|50%-off/);
  });

  test("keep the zone of a link-local address", () => {
    const host = (text: string) => parseMysqlUrl(text, "--source").options.host;
    expect([host("mysql://me@[fe80::1%25eth0]:3306"), host("mysql://me@[fe80::1%eth0]")]).toEqual(
      Array(2).fill("fe80::1%eth0"),
    );
  });

  test("round-trip whatever is escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }), (user, password) => {
        const text = `mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@[::1]:3307/d`;
        const { options, problems } = parseMysqlUrl(text, "--source");
        expect(problems).toEqual([]);
        expect(options).toMatchObject({ user, password, host: "::1", port: 3307 });
        expect(addressOf(options)).toBe("[::1]:3307");
      }),
    );
  });

  test("verify connections that leave this machine, and use no TLS on loopback and sockets", () => {
    const mode = (host: string, more = {}) => tlsFor({ host, ...more }).mode;
    expect(["db.example", "10.0.0.1", "127.example", "0.0.0.0", "::2"].map((host) => mode(host))).toEqual(
      Array(5).fill("verify"),
    );
    expect(["localhost", "127.0.0.1", "::1"].map((host) => mode(host))).toEqual(Array(3).fill("off"));
    expect([mode("x", { socket: "/s" }), mode("::1", { tls: { ca: "c" } })]).toEqual(["off", "verify"]);
    // An obsolete mode from an old state.
    expect(mode("db.example", { tls: { mode: "preferred" } })).toBe("verify");
  });
});

describe("option files and login paths", () => {
  test("support groups, quotes, escapes, comments and includes as the server's clients do", () => {
    mkdirSync(join(folder, "more"));
    file("more/a.cnf", "[shop]\nhost=included\n");
    file("more/b.txt", "[shop]\nhost=not-this\n");
    const main = file(
      "my.cnf",
      `# c\n[client]\nuser = me # why\npassword="a#b\\s\\"c\\\\"\nssl_mode=VERIFY_CA\n[mysqld]\nport=1\n[shop]\nport=3310\n!includedir ${folder}/more\n`,
    );
    const problems: Problem[] = [];
    const values = readOptionFile(main, ["client", "shop"], "--x", problems);
    expect(problems).toEqual([]);
    expect(Object.fromEntries(values)).toEqual({
      user: "me",
      password: 'a#b "c\\',
      "ssl-mode": "VERIFY_CA",
      port: "3310",
      host: "included",
    });
  });

  test("report what is missing, readable by others, damaged or endless", () => {
    const loop = file("loop.cnf", `!include ${folder}/loop.cnf\n`);
    const problems: Problem[] = [];
    readOptionFile(join(folder, "none.cnf"), ["client"], "a", problems);
    readOptionFile(loop, ["client"], "b", problems);
    readOptionFile(file("empty.cnf", "[client]\n"), ["client", "shop"], "c", []);
    readLoginPath(file("damaged", "no such file at all, but long"), "shop", "d", problems);
    readLoginPath(file("good", loginFile('[shop]\nuser = "me"\n')), "other", "e", problems);
    expect(problems.map(({ path }) => path)).toEqual(["a", "b", "d", "e"]);
    const values = readLoginPath(join(folder, "good"), "shop", "f", problems);
    expect([values.get("user"), problems.length]).toEqual(["me", 4]);
  });

  test("ignore the socket of an option file that says TCP, which may be another server's", async () => {
    const cnf = file("tcp.cnf", "[client]\nuser=me\npassword=x\nsocket=/s\nport=3311\nprotocol=tcp\n");
    const problems: Problem[] = [];
    const given = { source: "mysql://localhost", target: "mysql://me:x@db.example", sourceDefaultsFile: cnf };
    const { source } = await twoServers(given, problems, {});
    expect(problems).toEqual([]);
    expect(source).toMatchObject({ host: "localhost", port: 3311, socket: undefined });
  });

  test("the first place with a value takes precedence, and an empty variable counts as unset", async () => {
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const login = file("logins", loginFile('[shop]\nuser = "path"\npassword = "by-path"\nhost = "localhost"\n'));
    const cnf = file("s.cnf", "[client]\nuser=cnf\npassword=by-file\nsocket=/s\n");
    const given = { source: "mysql://url@127.0.0.1/shop?loginPath=shop", target: undefined, targetDefaultsFile: cnf };
    const env = { MYSQL_TEST_LOGIN_FILE: login, DBFERRY_SOURCE_PASSWORD: "", MYSQL_PWD: "by-pwd" };
    const problems: Problem[] = [];
    const first = await twoServers(given, problems, env);
    expect(problems).toEqual([]);
    expect(first.source).toMatchObject({ user: "url", password: "by-path", host: "127.0.0.1", socket: undefined });
    expect(first.target).toMatchObject({ user: "cnf", password: "by-file", socket: "/s", role: "target" });
    const url = { source: "mysql://u:in-url@db.example/?tls=off", target: "mysql://u@localhost" };
    const second = await twoServers(url, problems, { DBFERRY_SOURCE_PASSWORD: "by-env", MYSQL_PWD: "by-pwd" });
    expect([second.source.password, second.target.password]).toEqual(["by-env", "by-pwd"]);
    const text = said.mock.calls.map(([one]) => String(one)).join("");
    said.mockRestore();
    expect(text).toMatch(/--source contains a password.*ps/);
    expect(text).toMatch(/--source: tls: off sends/);
    expect(text).not.toContain("in-url");
  });
});

describe("the prompt", () => {
  const terminal = () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: vi.fn() });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    return { input, output } as unknown as Terminal;
  };

  test("shows nothing, accepts corrections, and ends on Ctrl-C", async () => {
    const first = terminal();
    const asked = askPassword("password: ", first);
    first.input.push("hux\u007fsh\r");
    expect(await asked).toBe("hush");
    expect(String(first.output.read())).toBe("password: \n");
    const second = terminal();
    const stopped = askPassword("password: ", second);
    second.input.push("hu\u0003");
    await expect(stopped).rejects.toMatchObject({ exitCode: 130 });
    expect(canPrompt({ ...second, input: { isTTY: undefined } as never })).toBe(false);
  });
});

test("a password typed in the wrong place is not repeated", () => {
  const text = withoutLogins("error: unknown command 'mysql://u:hush-1@h/d?x=1' or root:hush-1@h at 127.0.0.1:3306");
  expect(text).not.toContain("hush-1");
  expect(text).toContain("127.0.0.1:3306");
});

test.each([
  "error: unknown command 'mysql://root:my hush-1 word@h/db'",
  "error: unknown command 'mysql://root:a'b hush-1@h'",
  "error: unknown command 'mysql://root:p\"hush-1@h'",
  "error: unknown command 'root:pa hush-1@host'",
  "error: unknown option '--password=hush-1'",
  "error: unknown option '--source-password=a hush-1'",
  "error: unknown option '-phush-1'",
])("nor is part of it after blanks and quotes: %s", (text) => {
  expect(withoutLogins(text)).not.toContain("hush-1");
});

test("text without a password is shown unchanged", () => {
  for (const text of [
    "error: unknown option '--tables'",
    "error: unknown option '-q'",
    "error: option '-p, --phase <phase>' argument missing",
    "dbferry: 127.0.0.1:3306: the login of 'root'@'10.0.0.1' was refused: password",
    "--tables: seen 'a.b'; needed: a table",
  ])
    expect(withoutLogins(text)).toBe(text);
});
