import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate with its key, as PEM text; made here, so that no key lies in the repository. */
export interface Certificate {
  cert: string;
  key: string;
}

/** A certificate that signed itself, for addresses and names of this machine; it is its own CA. */
export function selfSigned(subject: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(subject)))));
  const algorithm = sequence(oid("2a8648ce3d040302"));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(-1), time(30)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isCa(), alternativeNames())),
  );
  return { cert: pem(sequence(body, algorithm, signature(body, privateKey))), key: exported(privateKey) };
}

function isCa(): Buffer {
  return sequence(oid("551d13"), der(0x04, sequence(der(0x01, Buffer.of(0xff)))));
}

function alternativeNames(): Buffer {
  const names = sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.of(127, 0, 0, 1)));
  return sequence(oid("551d11"), der(0x04, names));
}

function signature(body: Buffer, key: KeyObject): Buffer {
  return der(0x03, Buffer.concat([Buffer.of(0), sign("sha256", body, key)]));
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(text.slice(2)));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

function pem(body: Buffer): string {
  const lines = body.toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function exported(key: KeyObject): string {
  return String(key.export({ type: "pkcs8", format: "pem" }));
}
