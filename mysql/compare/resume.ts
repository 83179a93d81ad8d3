import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { ProblemsError } from "../../model/problems";
import { writePrivateFile } from "../../system/files";
import { addressOf, type Db } from "../connect";
import type { TableProgress } from "./table";
import { SIDES, type SideName } from "./tablePlan";
import type { CompareInput, TableResult } from "./types";

interface Saved {
  /** Of what is compared. */
  fingerprint: string;
  /** Which servers: behind an address there may be another one next time. */
  servers?: Record<SideName, string>;
  /** ISO 8601. */
  begun: string;
  /** Tables by what `Reader` calls them: how they are read is part of that. */
  done: Record<string, TableResult>;
  /** Tables that are begun, and those that still have to be looked at again. */
  open: Record<string, TableProgress>;
}

const EVERY_MS = 1000;
/** Of what is kept, and of the hashes in it: another one's file is another comparison's. */
const FORMAT = 3;

/** Keeps what is done in a file, written at most once a second; replaces the file in one step. */
export class Resume {
  private readonly saved: Saved;
  private written = 0;
  readonly resumed: boolean;

  constructor(
    private readonly path: string | undefined,
    input: CompareInput,
  ) {
    const fingerprint = fingerprintOf(input);
    const old = path === undefined ? undefined : read(path);
    if (old && old.fingerprint !== fingerprint) throw foreign(path!, old);
    this.resumed = old !== undefined;
    this.saved = old ?? { fingerprint, begun: new Date().toISOString(), done: {}, open: {} };
  }

  /** @throws ProblemsError when the file is of other servers, or they do not tell who they are */
  async of(sides: Record<SideName, Db>): Promise<void> {
    if (this.path === undefined) return;
    const servers = { source: await whoIs(sides.source), target: await whoIs(sides.target) };
    for (const side of SIDES) {
      const [now, then] = [servers[side], this.saved.servers?.[side]];
      if (this.resumed && (now === "" || now !== then)) throw otherServer(this.path, side, sides[side].address, now);
    }
    this.saved.servers = servers;
  }

  get begun(): string {
    return this.saved.begun;
  }

  done(table: string): TableResult | undefined {
    return this.saved.done[table];
  }

  /** Where the table stopped. */
  progress(table: string): TableProgress | undefined {
    return this.saved.open[table];
  }

  note(table: string, progress: TableProgress): void {
    this.saved.open[table] = progress;
    this.writeSoon();
  }

  tableDone(table: string, result: TableResult): void {
    this.saved.done[table] = result;
    delete this.saved.open[table];
    this.writeSoon();
  }

  private writeSoon(): void {
    if (Date.now() - this.written >= EVERY_MS) this.write();
  }

  /** Writes what is known now; called when the comparison is interrupted. */
  write(): void {
    if (this.path === undefined || !this.begunWork) return;
    this.written = Date.now();
    writePrivateFile(this.path, JSON.stringify({ ...this.saved, digest: digestOf(this.saved) }, replacer));
  }

  private get begunWork(): boolean {
    return Object.keys(this.saved.open).length > 0 || Object.keys(this.saved.done).length > 0;
  }

  /** The comparison is complete: nothing to resume. */
  finish(): void {
    if (this.path !== undefined) rmSync(this.path, { force: true });
  }
}

function fingerprintOf(input: CompareInput): string {
  const what = [
    addressOf(input.source),
    addressOf(input.target),
    input.databases,
    input.tables,
    input.mode,
    input.ratio,
    input.hash ?? "crc32",
    FORMAT,
  ];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex");
}

function digestOf(saved: Saved): string {
  return createHash("sha256").update(JSON.stringify(saved, replacer)).digest("hex");
}

/** What tells a server from every other, as text; empty when it does not tell. */
async function whoIs(db: Db): Promise<string> {
  const rows = await db.query<{ Variable_name: string; Value: string }>(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid','server_uid','hostname','port','datadir')",
    [],
    { doing: "asking who the server is" },
  );
  return rows
    .map((row) => `${row.Variable_name}=${row.Value}`)
    .sort()
    .join(" ");
}

function otherServer(path: string, side: SideName, address: string, now: string): ProblemsError {
  const seen =
    now === "" ? `the ${side} ${address} does not tell who it is` : `at ${address} there is another server now`;
  return new ProblemsError("the comparison cannot go on", [
    {
      path: "resume",
      seen: `${path} was begun with another ${side}: ${seen}`,
      needed: "the servers that it was begun with",
      fix: "compare from the beginning: name another file, or remove this one",
    },
  ]);
}

function read(path: string): Saved | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { digest, ...saved } = JSON.parse(text, reviver) as Saved & { digest?: string };
    // A result that somebody has written by hand, or that was cut short, is no result.
    if (digest === digestOf(saved)) return saved;
  } catch {
    // Told below: what is not ours is not written over.
  }
  throw foreign(path);
}

function foreign(path: string, other?: Saved): ProblemsError {
  const seen = other
    ? `${path} is of another comparison (other servers, tables or mode), begun ${other.begun}`
    : `${path} is not as a comparison wrote it`;
  const needed = "a file of this comparison, or none yet";
  return new ProblemsError("the comparison cannot go on", [
    { path: "resume", seen, needed, fix: "name another file, or remove this one" },
  ]);
}

/** Buffers (binary keys) as `{hex}`. JSON.stringify has called Buffer's toJSON before. */
function replacer(_: string, value: unknown): unknown {
  const buffer = value as { type?: string; data?: number[] } | null;
  return buffer?.type === "Buffer" && Array.isArray(buffer.data)
    ? { hex: Buffer.from(buffer.data).toString("hex") }
    : value;
}

function reviver(_: string, value: unknown): unknown {
  const hex = (value as { hex?: unknown } | null)?.hex;
  return typeof hex === "string" && Object.keys(value as object).length === 1 ? Buffer.from(hex, "hex") : value;
}
