import { constants, createHash, publicEncrypt } from "node:crypto";
import { ConnectProblem } from "../problem";

/** What an authentication plugin of the driver receives and returns: the server's data, and the bytes to answer with. */
type Method = (context: { connection: unknown; command: unknown }) => (data: Buffer) => Buffer | null;

export interface Credentials {
  address: string;
  password: string;
  /** The server's RSA public key in PEM, given by the user. */
  serverKey?: string;
}

const FAST_AUTH_SUCCESS = 3;
const FULL_AUTHENTICATION = 4;

/**
 * Authentication plugins for an unauthenticated server. Answering a challenge with a hash is allowed, by the driver's
 * plugins or those below. Handing over the password is refused, whether in the clear or encrypted with a key that the
 * server itself sends.
 */
export function methodsForUnproven(given: Credentials): Record<string, Method> {
  return {
    caching_sha2_password: () => cachingSha2(given),
    sha256_password: () => sha256Password(given),
    mysql_clear_password: () => refused("mysql_clear_password", given),
    dialog: () => refused("dialog", given),
    mysql_old_password: () => refused("mysql_old_password", given),
    // A server that requests the pre-4.1 method sends no plugin name.
    "": () => refused("mysql_old_password", given),
  };
}

function cachingSha2(given: Credentials) {
  let scramble: Buffer | undefined;
  return (data: Buffer): Buffer | null => {
    if (!scramble) {
      scramble = Buffer.from(data.subarray(0, 20));
      return given.password === "" ? Buffer.alloc(0) : sha2Token(given.password, scramble);
    }
    if (data.length === 1 && data[0] === FAST_AUTH_SUCCESS) return null;
    if (data.length === 1 && data[0] === FULL_AUTHENTICATION)
      return encrypted("caching_sha2_password", given, scramble);
    throw refusal("caching_sha2_password", given);
  };
}

function sha256Password(given: Credentials) {
  let keyRequested = false;
  return (data: Buffer): Buffer | null => {
    if (keyRequested) throw refusal("sha256_password", given);
    keyRequested = true;
    // An empty password is not a secret; the plugin sends it as one zero byte.
    if (given.password === "") return Buffer.alloc(1);
    return encrypted("sha256_password", given, data.subarray(0, 20));
  };
}

/** The password, encrypted with the key that the user gave. */
function encrypted(method: string, given: Credentials, scramble: Buffer): Buffer {
  if (given.serverKey === undefined || scramble.length === 0) throw refusal(method, given);
  const secret = Buffer.from(`${given.password}\0`, "utf8");
  for (const at of secret.keys()) secret[at]! ^= scramble[at % scramble.length]!;
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key: given.serverKey, padding, oaepHash: "sha1" }, secret);
}

function refused(method: string, given: Credentials): () => never {
  return () => {
    throw refusal(method, given);
  };
}

function refusal(method: string, given: Credentials): ConnectProblem {
  return new ConnectProblem(
    "unproven",
    given.address,
    `the server requests the password in clear text (${method}), but the server is not authenticated: the password was not sent`,
    FIX,
  );
}

const FIX =
  "set tls to verify, with the authority that signed the server's certificate as ca (if the server generated its own: ca.pem in its data " +
  "folder); or, for caching_sha2_password and sha256_password, give the server's RSA key as serverKey (public_key.pem there)";

/** SHA256(password) XOR SHA256(SHA256(SHA256(password)), scramble): proves knowledge of the password without revealing it. */
function sha2Token(password: string, scramble: Buffer): Buffer {
  const once = sha256(Buffer.from(password, "utf8"));
  const token = sha256(Buffer.concat([sha256(once), scramble]));
  for (const at of token.keys()) token[at]! ^= once[at]!;
  return token;
}

function sha256(data: Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
