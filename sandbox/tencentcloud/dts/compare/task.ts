/** Options of a comparison, complete. */
export interface CompareOptions {
  Method: "dataCheck" | "sampleDataCheck" | "rowsCount";
  SampleRate: number;
  ThreadCount: number;
  Type: string;
}

/** Tables to compare, by database; "all" where the whole task or database is meant. */
export type CompareObjects = "all" | { database: string; tables: "all" | string[] }[];

export interface TableResult {
  database: string;
  table: string;
  conclusion: "same" | "different" | "skipped";
  /** Rows, or why it was skipped. */
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
  /** As the request had them. */
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

/** What a finished comparison says; undefined while it says nothing. */
export function conclusionOf({ status, tables }: CompareTask): "same" | "different" | "skipAll" | undefined {
  if (status !== "success") return undefined;
  if (tables.some(({ conclusion }) => conclusion === "different")) return "different";
  return tables.every(({ conclusion }) => conclusion === "skipped") ? "skipAll" : "same";
}
