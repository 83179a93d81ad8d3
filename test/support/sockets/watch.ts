import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";

/** A destination that a process of the watched commands wanted to reach. */
export interface Reached {
  kind: "tcp" | "udp" | "dns" | "kernel";
  to: string;
  /** The program that it runs. */
  run?: string;
}

/** Each reading walks the kernel's whole table of connections: more often, it takes the processor from what it watches. */
const EVERY_MS = 250;

/**
 * Watches whom commands connect to, in two ways, because neither sees everything:
 *
 * - a hook in every Node.js process sees each connection attempt and each DNS query before it is made, even those
 *   that fail at once. It does not see other processes, or what a native module does by itself;
 * - the kernel's socket tables, read every 250 ms, cover every process below this one, such as the engine. A
 *   connection that is refused, or opened and closed, between two readings is missed; one to an address that does
 *   not answer lasts for seconds and is seen. A DNS query by another process is seen only while its socket is
 *   connected.
 */
export class SocketWatch {
  private readonly log: string;
  private readonly seen = new Map<string, Reached>();
  private readonly timer: NodeJS.Timeout;
  /** Number of readings of the kernel's tables. */
  readings = 0;

  /** @param folder a new folder, which the hook writes to */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    const hook = join(folder, "hook.cjs");
    copyFileSync(join(__dirname, "hook.cjs"), hook);
    this.log = join(folder, "sockets.log");
    this.env = { NODE_OPTIONS: `--require ${hook}` };
    this.timer = setInterval(() => this.readKernel(), EVERY_MS);
  }

  /** Environment variables that the watched commands need. */
  readonly env: Record<string, string>;

  /** Programs that the hook was loaded into. */
  programs(): string[] {
    return [...new Set(this.lines().map(({ run }) => run ?? ""))];
  }

  /** Destinations other than this machine. */
  beyond(): Reached[] {
    const noted = this.lines().filter(({ kind, to }) => kind !== ("starts" as string) && !isLoopback(to));
    return [...noted, ...this.seen.values()];
  }

  /** Number of attempts that the hook has seen, whatever their destination. */
  attempts(): number {
    return this.lines().filter(({ kind }) => kind === "tcp").length;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private lines(): Reached[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Reached);
  }

  private readKernel(): void {
    this.readings += 1;
    const foreign = ["tcp", "tcp6", "udp", "udp6"].flatMap((table) => remotesIn(table));
    if (foreign.length === 0) return;
    const inodes = new Map(foreign.map(({ inode, to }) => [inode, to]));
    for (const pid of descendants(process.pid)) {
      for (const inode of socketsOf(pid)) {
        const to = inodes.get(inode);
        if (to !== undefined) this.seen.set(`${pid} ${to}`, { kind: "kernel", to, run: commandOf(pid) });
      }
    }
  }
}

/** Sockets in a kernel table whose peer is not this machine. */
function remotesIn(table: string): { to: string; inode: string }[] {
  return read(`/proc/net/${table}`)
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, , remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
      const [hex = ""] = remote.split(":");
      const to = addressOf(hex);
      return to === undefined || isLoopback(to) ? [] : [{ to, inode }];
    });
}

/** The kernel writes addresses as words in host byte order; undefined: no peer. */
function addressOf(hex: string): string | undefined {
  if (!/^[0-9A-F]+$/.test(hex) || /^0+$/.test(hex)) return undefined;
  const words = hex.match(/.{8}/g)!.map((word) => word.match(/../g)!.reverse());
  if (words.length === 1) return words[0]!.map((byte) => Number.parseInt(byte, 16)).join(".");
  const bytes = words.flat().map((byte) => Number.parseInt(byte, 16));
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.slice(12).join(".");
  return Array.from({ length: 8 }, (_, at) => ((bytes[at * 2]! << 8) | bytes[at * 2 + 1]!).toString(16)).join(":");
}

function isLoopback(to: string): boolean {
  if (isIP(to) === 4) return to.startsWith("127.") || to === "0.0.0.0";
  return to === "localhost" || to === "::1" || to === "0:0:0:0:0:0:0:1" || to === "::";
}

/** A process and its descendants. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    const stat = read(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [pid];
  for (let at = 0; at < all.length; at += 1) all.push(...(children.get(all[at]!) ?? []));
  return all;
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended in the meantime.
    return "";
  }
}
