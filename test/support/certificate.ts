import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/**
 * X.509 certificates for tests, generated on demand: no private keys are stored, and nothing in the repository expires.
 */
export interface Certificate {
  /** PEM. */
  cert: string;
  key: string;
  name: string;
  private: KeyObject;
}

export interface CertificateRequest {
  /** Common name. */
  name: string;
  /** Host names and addresses that it is valid for. */
  hosts?: readonly string[];
  authority?: boolean;
  /** The issuer; self-signed by default. */
  by?: Certificate;
  expired?: boolean;
  /** Days until it becomes valid; valid immediately by default. */
  beginsIn?: number;
  /** Restricts its usage; unrestricted by default. */
  purpose?: "client";
}

const DAY = 86_400_000;

export function certificate({
  name,
  hosts = [],
  authority = false,
  by,
  expired = false,
  beginsIn = -10,
  purpose,
}: CertificateRequest): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const end = Date.now() + (expired ? -DAY : (Math.max(0, beginsIn) + 10) * DAY);
  const algorithm = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(by?.name ?? name),
    sequence(time(expired ? end - 20 * DAY : Date.now() + beginsIn * DAY), time(end)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(
      0xa3,
      sequence(
        basicConstraints(authority),
        ...(hosts.length > 0 ? [alternativeNames(hosts)] : []),
        ...(purpose === "client" ? [FOR_CLIENTS] : []),
      ),
    ),
  );
  const signature = sign("sha256", body, by?.private ?? privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der
    .toString("base64")
    .match(/.{1,64}/g)!
    .join("\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    name,
    private: privateKey,
  };
}

/** A self-signed certificate for this machine's names and addresses; it is its own CA. */
export function selfSigned(subject: string): Certificate {
  return certificate({ name: subject, hosts: ["localhost", "127.0.0.1"], authority: true });
}

function basicConstraints(authority: boolean): Buffer {
  const value = sequence(...(authority ? [Buffer.from([0x01, 0x01, 0xff])] : []));
  return sequence(Buffer.from("0603551d13", "hex"), Buffer.from([0x01, 0x01, 0xff]), tagged(0x04, value));
}

/** Extended key usage: clientAuth only. */
const FOR_CLIENTS = Buffer.from("301306 03551d25 040c 300a 0608 2b06010505070302".replaceAll(" ", ""), "hex");

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) === 4 ? tagged(0x87, Buffer.from(host.split(".").map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  return sequence(Buffer.from("0603551d11", "hex"), tagged(0x04, sequence(...names)));
}

function nameOf(common: string): Buffer {
  return sequence(tagged(0x31, sequence(Buffer.from("0603550403", "hex"), tagged(0x0c, Buffer.from(common)))));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14);
  return tagged(0x17, Buffer.from(`${text}Z`));
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), value]);
}
