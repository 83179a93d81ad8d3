import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Problem } from "../../model/problems";
import { printError } from "./print";

/** Passphrase of an encrypted private key. */
const PASSPHRASE = "DBFERRY_SIGN_KEY_PASSPHRASE";

/** The signing key; problems are added to `problems`. */
export function signKey(file: string | undefined, problems: Problem[]): KeyObject | undefined {
  const key = read("--sign-key", file, problems, (pem) =>
    createPrivateKey({ key: pem, passphrase: process.env[PASSPHRASE] || undefined }),
  );
  if (key && (statSync(file!).mode & 0o077) !== 0)
    printError(`dbferry: --sign-key: other users of this machine can read ${file}; run chmod 600 on it\n`);
  return key;
}

/** The key used to verify a record. */
export function publicKey(file: string | undefined, problems: Problem[]): KeyObject | undefined {
  return read("--public-key", file, problems, (pem) => {
    // Node would derive the public key from a private key, which does not belong where records are verified.
    if (/PRIVATE KEY/.test(pem)) throw new Error("a private key");
    return createPublicKey(pem);
  });
}

const NEEDED = {
  "--sign-key": `an Ed25519 private key in PEM: openssl genpkey -algorithm ed25519 -out key.pem (for an encrypted key, give its passphrase in ${PASSPHRASE})`,
  "--public-key": "the Ed25519 public key in PEM: openssl pkey -in key.pem -pubout -out pub.pem",
};

function read(
  path: keyof typeof NEEDED,
  file: string | undefined,
  problems: Problem[],
  parse: (pem: string) => KeyObject,
): KeyObject | undefined {
  if (file === undefined) return undefined;
  const bad = (seen: string) => void problems.push({ path, seen: `${file}: ${seen}`, needed: NEEDED[path] });
  try {
    const key = parse(readFileSync(file, "utf8"));
    if (key.asymmetricKeyType === "ed25519") return key;
    bad(`a key of type ${key.asymmetricKeyType}`);
  } catch (error) {
    // OpenSSL's message never contains the key and rarely helps, so only its code is shown.
    const { code, message } = error as NodeJS.ErrnoException;
    bad(code === "ENOENT" ? "does not exist" : (code ?? message));
  }
  return undefined;
}
