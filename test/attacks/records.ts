import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CutoverRecord, cutoverRecord, writeRecord } from "../../mysql/record";
import { checkRecord } from "../../mysql/recordCheck";
import { digestOf, signatureOf } from "../../mysql/recordProof";
import type { Attack, AttackOutcome } from "../support/attack";

const REPORT = {
  ok: true,
  position: { file: "binlog.000007", position: 4711 },
  verdicts: [{ id: "G01", title: "No connection", status: "pass", found: "none", needed: "none", source: "" }],
} as unknown as Parameters<typeof cutoverRecord>[0];
const FACTS = { actor: "ann", source: { address: "a:3306" }, target: { address: "b:3306" } };

type Unsigned = Omit<CutoverRecord, "digest">;

/** Runs an attack on a signed record, in a separate file. */
function onRecord(
  name: string,
  attack: (file: string, honest: CutoverRecord, publicKey: KeyObject) => AttackOutcome,
): Attack {
  return {
    name: `a cutover record is forged: ${name}`,
    family: "files",
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "dbferry-attack-"));
      try {
        const file = join(folder, "record.json");
        const { privateKey, publicKey } = generateKeyPairSync("ed25519");
        const honest = cutoverRecord(REPORT, FACTS, privateKey);
        writeRecord(file, honest);
        return attack(file, honest, publicKey);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Changes a signed record and recomputes its digest, which anybody can do. */
function forgery(name: string, change: (record: Unsigned, forger: KeyObject) => void): Attack {
  return onRecord(name, (file, honest, publicKey) => {
    const before = checkRecord(file, { publicKey }).verdict;
    const { digest: _, ...record } = JSON.parse(readFileSync(file, "utf8"));
    change(record, generateKeyPairSync("ed25519").privateKey);
    const { signature, ...rest } = record;
    writeFileSync(file, JSON.stringify({ ...rest, digest: digestOf(rest), ...(signature ? { signature } : {}) }));
    const byKey = checkRecord(file, { publicKey }).verdict;
    const byDigest = checkRecord(file, { digest: honest.digest }).verdict;
    const byItself = checkRecord(file).verdict;
    return {
      held: before === "proven" && byKey === "refuted" && byDigest !== "proven" && byItself !== "proven",
      detail: `before: ${before}; by key: ${byKey}; by the digest kept elsewhere: ${byDigest}; by itself: ${byItself}`,
    };
  });
}

export const FORGERIES: readonly Attack[] = [
  forgery("another actor", (record) => {
    record.actor = "eve";
  }),
  forgery("another target", (record) => {
    record.target.address = "c:3306";
  }),
  forgery("a gate less", (record) => {
    record.gates.pop();
  }),
  forgery("a field that nobody wrote", (record) => {
    Object.assign(record, { note: "approved" });
  }),
  forgery("the signature is of the forger's key, under the signer's name", (record, forger) => {
    record.actor = "eve";
    const { signature, ...rest } = record;
    record.signature = { ...signatureOf(rest, forger), key: signature!.key };
  }),
  forgery("the signature is of the forger's key", (record, forger) => {
    record.actor = "eve";
    const { signature: _, ...rest } = record;
    record.signature = signatureOf(rest, forger);
  }),
  forgery("it is no longer signed", (record) => {
    record.actor = "eve";
    delete record.signature;
  }),
  twofold("the actor stands twice", (text) => text.replace('"actor": "ann"', '"actor": "eve",\n  "actor": "ann"')),
  twofold("a number that only a rounding reader takes for the signed one", (text) =>
    text.replace("4711", "4711.00000000000000000001"),
  ),
];

/** The text means something else to another parser, while ours reads what was signed. */
function twofold(name: string, change: (text: string) => string): Attack {
  return onRecord(name, (file, honest, publicKey) => {
    const text = readFileSync(file, "utf8");
    if (change(text) === text) throw new Error("the record was not changed");
    writeFileSync(file, change(text));
    const verdicts = [{ publicKey }, { digest: honest.digest }, {}].map((known) => checkRecord(file, known).verdict);
    return { held: !verdicts.includes("proven"), detail: verdicts.join(", ") };
  });
}
