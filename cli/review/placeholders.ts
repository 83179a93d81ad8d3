import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { isObject } from "../../model/object";
import { SECRET_SIGNATURE, SIGNATURE } from "../../plugin/values";

/**
 * The engine's own secrets format, under a passphrase generated for one review. Placeholders are secrets to the
 * program and the rules, and neither the stack's passphrase nor its KMS key is needed.
 */
export class ThrowAwayKey {
  /** Value of a stack file's `encryptionsalt`. */
  readonly salt: string;
  readonly #key: Buffer;

  constructor(readonly passphrase: string = randomBytes(24).toString("base64url")) {
    const salt = randomBytes(8);
    this.#key = pbkdf2Sync(this.passphrase, salt, 1_000_000, 32, "sha256");
    this.salt = `v1:${salt.toString("base64")}:${this.encrypt("pulumi")}`;
  }

  encrypt(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  }
}

/** Long, mixed and unique per value, so that rules about a secret's text accept it. */
export function placeholderFor(place: string): string {
  return `Aa1-${createHash("sha256").update(`dbferry review ${place}`).digest("base64url")}`;
}

type Json = unknown;

/** How a stack encrypts its secrets; irrelevant to a preview with placeholders. */
const KEY_SETTINGS = ["encryptionsalt", "encryptedkey", "secretsprovider"];

/** A copy of a stack's settings in which every secure value, at any depth, is a placeholder under the temporary key. */
export function withPlaceholders(settings: Record<string, Json>, key: ThrowAwayKey): Record<string, Json> {
  const kept = Object.entries(settings).filter(([name]) => !KEY_SETTINGS.includes(name));
  const config = isObject(settings["config"]) ? replaced(settings["config"], [], key) : {};
  return { ...Object.fromEntries(kept), encryptionsalt: key.salt, config };
}

function replaced(value: Json, path: readonly string[], key: ThrowAwayKey): Json {
  if (Array.isArray(value)) return value.map((item, index) => replaced(item, [...path, String(index)], key));
  if (!isObject(value)) return value;
  if ("secure" in value) return { secure: key.encrypt(placeholderFor(path.join("."))) };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, [...path, name], key)]));
}

/**
 * A copy of an exported state in which secrets are placeholders under the temporary key. Resources marked for refresh
 * before every update are not refreshed: a review contacts no cloud and no server.
 */
export function stateWithPlaceholders(state: Json, key: ThrowAwayKey): Json {
  if (!isObject(state) || !isObject(state["deployment"])) return undefined;
  const { pending_operations: _pending, ...deployment } = state["deployment"];
  const hidden = hide(deployment, key) as Record<string, Json>;
  const resources = hidden["resources"];
  if (Array.isArray(resources)) {
    for (const resource of resources) if (isObject(resource)) delete resource["refreshBeforeUpdate"];
  }
  return { ...state, deployment: { ...hidden, secrets_providers: { type: "passphrase", state: { salt: key.salt } } } };
}

function hide(value: Json, key: ThrowAwayKey): Json {
  if (Array.isArray(value)) return value.map((item) => hide(item, key));
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET_SIGNATURE) {
    return { [SIGNATURE]: SECRET_SIGNATURE, ciphertext: key.encrypt(JSON.stringify(placeholderFor("state"))) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hide(item, key)]));
}
