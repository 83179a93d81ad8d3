/** Options of a comparison, complete. */
export interface CompareOptions {
  Method: "dataCheck" | "sampleDataCheck" | "rowsCount";
  SampleRate: number;
  ThreadCount: number;
  Type: string;
}

/** Tables to compare, by database; "all" for the whole task or database. */
export type CompareObjects = "all" | { database: string; tables: "all" | string[] }[];

export interface TableResult {
  database: string;
  table: string;
  conclusion: "same" | "different" | "skipped";
  /** The row count and checksum, or why the table was skipped. */
  source: string;
  target: string;
  sourceRows: number;
  targetRows: number;
  finishedAt: number;
}

export interface CompareTask {
  id: string;
  jobId: string;
  name: string;
  status: "created" | "readyRun" | "running" | "success" | "stopping" | "failed" | "canceled";
  /** As given in the request. */
  config: Record<string, unknown>;
  objects: CompareObjects;
  options: CompareOptions;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  message: string;
  total: number;
  tables: TableResult[];
  stop: AbortController;
}

/** The conclusion of a finished comparison; undefined until then. */
export function conclusionOf({ status, tables }: CompareTask): "same" | "different" | "skipAll" | undefined {
  if (status !== "success") return undefined;
  if (tables.some(({ conclusion }) => conclusion === "different")) return "different";
  return tables.every(({ conclusion }) => conclusion === "skipped") ? "skipAll" : "same";
}
