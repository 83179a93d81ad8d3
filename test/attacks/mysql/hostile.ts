import { constants, generateKeyPairSync, privateDecrypt, randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Certificate } from "../../support/certificate";

/** A password that occurs nowhere else. */
export const SECRET = "hush-Qx7-secret-1";
export const MIB = 1024 * 1024;

const CLIENT_SSL = 0x0800;
const CAPABILITIES = 0x00ff_f7ff & ~0x20;
let keys: { publicKey: string; privateKey: string } | undefined;

/** The server's own RSA key, which no client should trust. */
export function rsaKeys(): { publicKey: string; privateKey: string } {
  keys ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return keys;
}

export interface Greeting {
  plugin?: string;
  version?: string;
  tls?: boolean;
}

/** One connection from the hostile server's side. */
export class Victim {
  readonly heard: Buffer[] = [];
  readonly scramble = Buffer.from(randomBytes(20).map((byte) => (byte % 120) + 1));
  private stream: Socket;
  private rest = Buffer.alloc(0);
  private waiting: (() => void) | undefined;
  private over = false;

  constructor(readonly socket: Socket) {
    this.stream = socket;
    this.listen(socket);
  }

  /** Whether the peer has disconnected. */
  get gone(): boolean {
    return this.over;
  }

  greet({ plugin = "caching_sha2_password", version = "8.0.36", tls = false }: Greeting = {}): void {
    this.send(0, greeting(this.scramble, plugin, version, tls));
  }

  /** Sends one packet. */
  send(sequence: number, payload: Buffer): void {
    this.raw(packet(sequence, payload));
  }

  raw(bytes: Buffer): void {
    if (!this.stream.destroyed) this.stream.write(bytes);
  }

  /** The client's next packet; undefined when it has disconnected. */
  async hear(): Promise<{ sequence: number; payload: Buffer } | undefined> {
    for (;;) {
      const length = this.rest.length >= 4 ? this.rest.readUIntLE(0, 3) : undefined;
      if (length !== undefined && this.rest.length >= 4 + length) {
        const [sequence, payload] = [this.rest[3]!, this.rest.subarray(4, 4 + length)];
        this.rest = this.rest.subarray(4 + length);
        this.heard.push(Buffer.from(payload));
        return { sequence, payload };
      }
      if (this.over) return undefined;
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
    }
  }

  /** Upgrades to TLS, as the client requested. */
  async secure({ cert, key }: Certificate): Promise<void> {
    this.socket.removeAllListeners("data");
    this.socket.pause();
    // The client may have started its handshake already.
    if (this.rest.length > 0) this.socket.unshift(this.rest);
    this.rest = Buffer.alloc(0);
    const secure = new TLSSocket(this.socket, { isServer: true, cert, key });
    secure.on("error", () => this.end());
    this.stream = secure;
    this.listen(secure);
    await new Promise<void>((resolve) => {
      secure.once("secure", resolve);
      this.socket.once("close", resolve);
    });
  }

  /** Writes the same bytes for as long as the client accepts them. */
  async flood(chunk: Buffer, most = 4096 * MIB): Promise<void> {
    for (let sent = 0; sent < most && !this.over; sent += chunk.length) {
      if (this.stream.write(chunk)) continue;
      await new Promise<void>((resolve) => {
        this.stream.once("drain", resolve);
        this.socket.once("close", resolve);
      });
    }
  }

  /** Writes byte by byte, slowly. */
  async drip(bytes: Buffer, everyMs: number): Promise<void> {
    for (const byte of bytes) {
      if (this.over) return;
      this.raw(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  /**
   * Whether the received bytes reveal the password: in plain text, masked with a key known to both, or under the
   * server's own key.
   */
  knowsSecret(): boolean {
    return this.heard.some((payload) => {
      if (holds(payload) || holds(xor(payload, this.scramble))) return true;
      if (payload.length !== 256) return false;
      try {
        const padding = constants.RSA_PKCS1_OAEP_PADDING;
        const clear = privateDecrypt({ key: rsaKeys().privateKey, padding, oaepHash: "sha1" }, payload);
        return holds(clear) || holds(xor(clear, this.scramble));
      } catch {
        return false;
      }
    });
  }

  private listen(stream: Socket): void {
    stream.on("data", (chunk: Buffer) => {
      if (holds(chunk)) this.heard.push(Buffer.from(chunk));
      this.rest = Buffer.concat([this.rest, chunk]);
      this.wake();
    });
    stream.on("error", () => this.end());
    stream.on("close", () => this.end());
  }

  private end(): void {
    this.over = true;
    this.wake();
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.();
  }
}

function holds(bytes: Buffer): boolean {
  return bytes.includes(SECRET);
}

function xor(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ mask[at % mask.length]!));
}

export function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence & 0xff;
  return Buffer.concat([head, payload]);
}

export function greeting(scramble: Buffer, plugin: string, version: string, tls: boolean, protocol = 10): Buffer {
  const flags = tls ? CAPABILITIES | CLIENT_SSL : CAPABILITIES & ~CLIENT_SSL;
  return Buffer.concat([
    Buffer.from([protocol]),
    Buffer.from(`${version}\0`),
    Buffer.from([7, 0, 0, 0]),
    scramble.subarray(0, 8),
    Buffer.from([0, flags & 0xff, (flags >> 8) & 0xff, 33, 2, 0, (flags >> 16) & 0xff, (flags >> 24) & 0xff, 21]),
    Buffer.alloc(10),
    scramble.subarray(8),
    Buffer.from(`\0${plugin}\0`),
  ]);
}

export const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

export function switchTo(plugin: string, scramble: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`\xfe${plugin}\0`, "latin1"), scramble, Buffer.from([0])]);
}

export function error(code: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, code & 0xff, code >> 8]), Buffer.from(`#HY000${text}`)]);
}

export interface HostileServer {
  port: number;
  victims: Victim[];
  stop(): Promise<void>;
}

/** Starts a server on loopback that runs `behave` for every connection. */
export async function hostileServer(behave: (victim: Victim) => Promise<void>): Promise<HostileServer> {
  const victims: Victim[] = [];
  const server: Server = createServer((socket) => {
    const victim = new Victim(socket);
    victims.push(victim);
    behave(victim).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    victims,
    stop: () =>
      new Promise((resolve) => {
        for (const { socket } of victims) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
