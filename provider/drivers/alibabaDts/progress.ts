import type { Progress } from "../../core/task";
import { dtsState, vendorState } from "./states";
import type { WireJob } from "./wire";

export function progressOf(job: WireJob): Progress {
  const phases = {
    structure: job.StructureInitializationStatus,
    data: job.DataInitializationStatus,
    incremental: job.DataSynchronizationStatus,
  };
  const parts = Object.entries(phases).map(([name, phase]) => [name, percent(phase?.Percent)] as const);
  const isIncremental = dtsState(job) === "incremental";
  return {
    vendorState: vendorState(job),
    percent: percent(job.DataInitializationStatus?.Percent),
    rows: count(job.DataInitializationStatus?.Progress),
    // In milliseconds for a migration.
    lagSeconds:
      isIncremental && typeof job.Delay === "number" && job.Delay >= 0 ? Math.ceil(job.Delay / 1000) : undefined,
    parts: Object.fromEntries(parts.filter((part): part is [string, number] => part[1] !== undefined)),
  };
}

function percent(text: string | undefined): number | undefined {
  const number = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Only for object entries in the expected form. */
function count(text: string | undefined): number | undefined {
  return /^\d+$/.test(text ?? "") ? Number(text) : undefined;
}
