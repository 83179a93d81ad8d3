import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { ProblemsError } from "../../model/problems";
import { writePrivateFile } from "../../system/files";
import { addressOf, type Db } from "../connect";
import type { TableProgress } from "./table";
import { SIDES, type SideName, type TablePlan } from "./tablePlan";
import type { CompareInput, TableResult } from "./types";

interface Saved {
  /** Fingerprint of what is compared. */
  fingerprint: string;
  /** Identity of the servers: an address may lead to a different one next time. */
  servers?: Record<SideName, string>;
  /** ISO 8601. */
  begun: string;
  /** Finished tables, keyed by an id that includes how they are read. */
  done: Record<string, TableResult>;
  /** Tables in progress, and those still to be rechecked. */
  open: Record<string, TableProgress>;
}

const EVERY_MS = 1000;
/** Version of the file format and of the hashes in it: a file with another version cannot be resumed. */
const FORMAT = 3;

/** Saves progress to a file at most once a second, replacing it atomically. */
export class Resume {
  private readonly saved: Saved;
  private readonly ids = new WeakMap<TablePlan, string>();
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

  /** @throws ProblemsError when the file belongs to other servers, or they cannot be identified */
  async of(sides: Record<SideName, Db>): Promise<void> {
    if (this.path === undefined) return;
    const servers = { source: await identify(sides.source), target: await identify(sides.target) };
    for (const side of SIDES) {
      const [now, then] = [servers[side], this.saved.servers?.[side]];
      if (this.resumed && (now === "" || now !== then)) throw otherServer(this.path, side, sides[side].address, now);
    }
    this.saved.servers = servers;
  }

  get begun(): string {
    return this.saved.begun;
  }

  done(plan: TablePlan): TableResult | undefined {
    return this.resumed ? this.saved.done[this.idOf(plan)] : undefined;
  }

  /** Where the table was interrupted. */
  progress(plan: TablePlan): TableProgress | undefined {
    return this.resumed ? this.saved.open[this.idOf(plan)] : undefined;
  }

  note(plan: TablePlan, progress: TableProgress): void {
    if (this.path === undefined) return;
    this.saved.open[this.idOf(plan)] = progress;
    this.writeSoon();
  }

  tableDone(plan: TablePlan, result: TableResult): void {
    if (this.path === undefined) return;
    this.saved.done[this.idOf(plan)] = result;
    delete this.saved.open[this.idOf(plan)];
    this.writeSoon();
  }

  /**
   * Includes how the table is read: progress made with another table definition or method proves nothing about this
   * one.
   */
  private idOf(plan: TablePlan): string {
    const known = this.ids.get(plan) ?? createHash("sha256").update(JSON.stringify(plan)).digest("hex");
    this.ids.set(plan, known);
    return known;
  }

  private writeSoon(): void {
    if (Date.now() - this.written >= EVERY_MS) this.write();
  }

  /** Saves the current progress immediately, for instance when the comparison is interrupted. */
  write(): void {
    if (this.path === undefined || !this.begunWork) return;
    this.written = Date.now();
    writePrivateFile(this.path, JSON.stringify({ ...this.saved, digest: digestOf(this.saved) }, replacer));
  }

  private get begunWork(): boolean {
    return Object.keys(this.saved.open).length > 0 || Object.keys(this.saved.done).length > 0;
  }

  /** Removes the file: the comparison is complete. */
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

/** Identifies a server as text; empty when it cannot be identified. */
async function identify(db: Db): Promise<string> {
  const rows = await db.query<{ Variable_name: string; Value: string }>(
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid','server_uid','hostname','port','datadir')",
    [],
    { doing: "identifying the server" },
  );
  return rows
    .map((row) => `${row.Variable_name}=${row.Value}`)
    .sort()
    .join(" ");
}

function otherServer(path: string, side: SideName, address: string, now: string): ProblemsError {
  const seen = now === "" ? `the ${side} ${address} cannot be identified` : `a different server is now at ${address}`;
  return new ProblemsError("the comparison cannot continue", [
    {
      path: "resume",
      seen: `${path} was begun with a different ${side}: ${seen}`,
      needed: "the servers that it was begun with",
      fix: "start the comparison over: name another file, or remove this one",
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
    // A file that was edited by hand or truncated is not accepted.
    if (digest === digestOf(saved)) return saved;
  } catch {
    // Reported below: a file that is not ours is not overwritten.
  }
  throw foreign(path);
}

function foreign(path: string, other?: Saved): ProblemsError {
  const seen = other
    ? `${path} belongs to another comparison (other servers, tables or mode), begun ${other.begun}`
    : `${path} was changed after a comparison wrote it`;
  const needed = "a file of this comparison, or a new file";
  return new ProblemsError("the comparison cannot continue", [
    { path: "resume", seen, needed, fix: "name another file, or remove this one" },
  ]);
}

/** Writes buffers (binary keys) as `{hex}`. JSON.stringify has already called Buffer's toJSON. */
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
