import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CutoverRecord, cutoverRecord, writeRecord } from "../../mysql/record";
import { checkRecord } from "../../mysql/recordCheck";
import { digestOf, signatureOf } from "../../mysql/recordProof";
import { dbferry } from "./support/command";

const report = {
  ok: true,
  position: { file: "binlog.000007", position: 4711 },
  verdicts: [{ id: "G01", title: "No connection", status: "pass", found: "none", needed: "none", source: "" }],
} as unknown as Parameters<typeof cutoverRecord>[0];
const facts = { actor: "ann", source: { address: "a:3306" }, target: { address: "b:3306" } };

let folder: string;
let file: string;
let mine: { privateKey: KeyObject; publicKey: KeyObject };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dbferry-record-"));
  file = join(folder, "record.json");
  mine = generateKeyPairSync("ed25519");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function written(key?: KeyObject): CutoverRecord {
  const record = cutoverRecord(report, facts, key);
  writeRecord(file, record);
  return record;
}

/** Changes a record like an attacker who knows the format but has no key. */
function forged(change: (record: CutoverRecord) => void): void {
  const { digest: _, ...record } = JSON.parse(readFileSync(file, "utf8"));
  change(record);
  const { signature, ...rest } = record;
  writeFileSync(file, JSON.stringify({ ...rest, digest: digestOf(rest), ...(signature ? { signature } : {}) }));
}

describe("a record", () => {
  test("is readable only by its owner, and replaces nothing, not even a link", () => {
    written();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const record = cutoverRecord(report, facts);
    expect(() => writeRecord(file, record)).toThrow(/not overwritten/);
    const link = join(folder, "link.json");
    symlinkSync(join(folder, "elsewhere.json"), link);
    expect(() => writeRecord(link, record)).toThrow(/not overwritten/);
  });

  test("proves nothing on its own, whether unsigned or signed by anybody", () => {
    written();
    expect(checkRecord(file)).toMatchObject({
      verdict: "notProven",
      reasons: [/anybody can produce/, /not signed/].map((one) => expect.stringMatching(one)),
    });
    rmSync(file);
    written(mine.privateKey);
    expect(checkRecord(file)).toMatchObject({
      verdict: "notProven",
      reasons: [expect.anything(), expect.stringMatching(/--public-key/)],
    });
  });

  test("is proven by the signer's key, by a digest from elsewhere, and by both", () => {
    const { digest } = written(mine.privateKey);
    const { publicKey } = mine;
    expect(checkRecord(file, { publicKey }).verdict).toBe("proven");
    expect(checkRecord(file, { digest }).verdict).toBe("proven");
    expect(checkRecord(file, { publicKey, digest })).toMatchObject({ verdict: "proven", reasons: { length: 2 } });
  });

  test("is refuted when one of the two is wrong, whatever the other says", () => {
    const { digest } = written(mine.privateKey);
    const other = generateKeyPairSync("ed25519").publicKey;
    expect(checkRecord(file, { publicKey: other, digest }).verdict).toBe("refuted");
    expect(checkRecord(file, { publicKey: mine.publicKey, digest: "0".repeat(64) }).verdict).toBe("refuted");
  });

  test.each<[string, (record: CutoverRecord) => void]>([
    ["another actor", (record) => (record.actor = "eve")],
    ["another target", (record) => (record.target.address = "c:3306")],
    ["a field more", (record) => Object.assign(record, { note: "fine" })],
    ["a gate less", (record) => record.gates.pop()],
    ["the signature taken off", (record) => delete record.signature],
    ["a signature of nothing", (record) => (record.signature!.value = "")],
    [
      "a signature of the forger's, under the signer's name",
      (record) => {
        const { signature, ...rest } = record;
        record.signature = { ...signatureOf(rest, generateKeyPairSync("ed25519").privateKey), key: signature!.key };
      },
    ],
    [
      "a signature of the forger's",
      (record) => {
        const { signature: _, ...rest } = record;
        record.signature = signatureOf(rest, generateKeyPairSync("ed25519").privateKey);
      },
    ],
  ])("forged with its own digest is refuted by the key: %s", (_, change) => {
    written(mine.privateKey);
    forged(change);
    expect(checkRecord(file, { publicKey: mine.publicKey }).verdict).toBe("refuted");
  });

  test("with a digest that does not match its content is refuted, with or without a key", () => {
    written(mine.privateKey);
    writeFileSync(file, readFileSync(file, "utf8").replace('"ann"', '"eve"'));
    expect(checkRecord(file).verdict).toBe("refuted");
    expect(checkRecord(file, { publicKey: mine.publicKey }).verdict).toBe("refuted");
  });

  test("order and layout of its JSON do not matter", () => {
    const record = written(mine.privateKey);
    writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries(record).reverse())));
    expect(checkRecord(file, { publicKey: mine.publicKey, digest: record.digest }).verdict).toBe("proven");
  });

  test.each(["", "{", "null", "[]", '"x"', "{}", '{"kind":"dbferry cutover record","version":1}'])(
    "a file that contains %j is refuted",
    (text) => {
      writeFileSync(file, text);
      expect(checkRecord(file)).toMatchObject({
        verdict: "refuted",
        reasons: [expect.stringMatching(/not (JSON|a cutover record)/)],
      });
    },
  );
});

describe("dbferry cutover verify", () => {
  const pem = (key: KeyObject, name: string) => {
    const type = key.type === "private" ? "pkcs8" : "spki";
    writeFileSync(join(folder, name), key.export({ type, format: "pem" }), { mode: 0o600 });
    return join(folder, name);
  };

  test("distinguishes proven, not proven and refuted by its exit code", async () => {
    const { digest } = written(mine.privateKey);
    const [key, other] = [pem(mine.publicKey, "pub.pem"), pem(generateKeyPairSync("ed25519").publicKey, "other.pem")];
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const code = async (...more: string[]) => (await dbferry("cutover", "verify", file, ...more)).code;
    expect(await code()).toBe(3);
    expect(String(err.mock.lastCall)).toMatch(
      /not proven.*anybody can produce.*\n.*the machine that wrote it named ann/,
    );
    expect(await code("--digest", "0".repeat(64))).toBe(1);
    expect(await code("--public-key", other)).toBe(1);
    expect(await code("--public-key", other, "--digest", digest)).toBe(1);
    expect(await code("--digest", digest.toUpperCase())).toBe(0);
    const proven = await dbferry("cutover", "verify", file, "--public-key", key);
    expect([proven.code, proven.out]).toEqual([
      0,
      expect.stringMatching(/proven.*: it was signed with the key that you gave/),
    ]);
  });

  test("reports everything that is wrong with its options", async () => {
    written();
    const rsa = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey, "rsa.pem");
    const { error } = await dbferry(
      "cutover",
      "verify",
      join(folder, "nowhere"),
      "--digest",
      "abc",
      "--public-key",
      rsa,
    );
    expect(error).toMatch(
      /--public-key: .*a key of type rsa; needed: .*\n.*--digest: abc; needed: .*\n.*<file>: .*nowhere does not exist/,
    );
    const secret = await dbferry("cutover", "verify", file, "--public-key", pem(mine.privateKey, "key.pem"));
    expect(secret.error).toMatch(/--public-key: .*a private key; needed: the Ed25519 public key/);
  });

  test("a key that cannot sign stops a cutover before a server is contacted", async () => {
    writeFileSync(join(folder, "key.pem"), "no key");
    const nobody = ["--source", "mysql://x@127.0.0.1:1", "--target", "mysql://x@127.0.0.1:1"];
    const { error } = await dbferry("cutover", ...nobody, "--sign-key", join(folder, "key.pem"));
    expect(error).toMatch(/--sign-key: .*key\.pem: .*; needed: an Ed25519 private key in PEM.*\n.*--record: missing/);
  });
});
