import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "lossless-json";
import { z } from "zod";
import type { CutoverRecord } from "./record";
import { digestOf, fingerprint, isSignedBy } from "./recordProof";

/** Trusted facts from elsewhere. Without either, nothing is proven: whoever writes a record also writes its digest. */
export interface Known {
  /** Public key of the expected signer. */
  publicKey?: KeyObject;
  /** SHA-256 of the record, stored elsewhere. */
  digest?: string;
}

export interface RecordCheck {
  /** `refuted`: the record is not the expected one. `notProven`: it is consistent, which anybody can achieve. */
  verdict: "proven" | "notProven" | "refuted";
  /** Why, one sentence each. */
  reasons: string[];
  /** Absent when the file contains no record. Its contents can be trusted only as far as the verdict says. */
  record?: CutoverRecord;
}

const shape = z.looseObject({
  kind: z.literal("dbferry cutover record"),
  actor: z.string(),
  at: z.string(),
  source: z.looseObject({ address: z.string() }),
  target: z.looseObject({ address: z.string() }),
  digest: z.string(),
  signature: z
    .strictObject({ algorithm: z.literal("Ed25519"), key: z.string().regex(/^[0-9a-f]{64}$/), value: z.string() })
    .optional(),
});

/**
 * Reads a record and reports what is proven about it. Invalid contents never cause an exception. @throws Error when the
 * file cannot be read
 */
export function checkRecord(path: string, known: Known = {}): RecordCheck {
  const text = readFileSync(path, "utf8");
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return refuted(`${path} is not JSON (${(error as Error).message})`);
  }
  const twofold = ambiguityOf(text);
  if (twofold) return refuted(`${path} is ambiguous (${twofold}): dbferry does not write such records`);
  const version = (given as { version?: unknown } | null)?.version;
  if (!shape.safeParse(given).success) return refuted(`${path} is not a cutover record`);
  if (version !== 1) return refuted(`${path} has version ${JSON.stringify(version)}; this program reads version 1`);
  // The parsed file rather than the validated copy: every field counts.
  const record = given as CutoverRecord;
  const { digest, signature, ...rest } = record;
  const wrong: string[] = [];
  const proofs: string[] = [];
  if (digest !== digestOf(rest)) wrong.push("it was changed after it was written: its digest does not match");
  if (known.digest !== undefined) {
    if (known.digest === digestOf(rest)) proofs.push("it is the record with the digest that you gave");
    else wrong.push(`its digest is ${digestOf(rest)}; you gave ${known.digest}`);
  }
  if (known.publicKey) {
    const mine = fingerprint(known.publicKey);
    if (!signature) wrong.push("it is not signed, but you gave a key");
    else if (isSignedBy(rest, signature, known.publicKey))
      proofs.push(`it was signed with the key that you gave (${mine})`);
    else if (signature.key !== mine)
      wrong.push(`it says that it was signed with key ${signature.key}; you gave ${mine}`);
    else wrong.push("its signature does not match this record");
  }
  if (wrong.length > 0) return { verdict: "refuted", reasons: wrong, record };
  if (proofs.length > 0) return { verdict: "proven", reasons: proofs, record };
  const signer = signature
    ? `it names key ${signature.key} as the one that signed it, which was not verified: give that public key with --public-key`
    : "it is not signed: give the digest that was printed when it was written, as you kept it, with --digest";
  return {
    verdict: "notProven",
    reasons: ["it is consistent, but anybody can produce a consistent record", signer],
    record,
  };
}

/**
 * Why another reader might interpret the same text differently: a duplicate field, a number that gets rounded.
 * Signature and digest cover only what was read here.
 */
function ambiguityOf(text: string): string | undefined {
  let rounded: string | undefined;
  const exact = (number: string) => {
    if (String(Number(number)) !== number) rounded ??= number.slice(0, 60);
    return number;
  };
  try {
    parse(text, undefined, { parseNumber: exact, onDuplicateKey: ({ key }) => twice(key) });
    return rounded === undefined ? undefined : `the number ${rounded}`;
  } catch (error) {
    return (error as Error).message;
  }
}

function twice(key: string): never {
  throw new Error(`${JSON.stringify(key.slice(0, 60))} appears twice`);
}

const refuted = (reason: string): RecordCheck => ({ verdict: "refuted", reasons: [reason] });
