/** Builds Pulumi's SDK generators once per machine; the program's path. */
export function ensureGenerator(): string;
