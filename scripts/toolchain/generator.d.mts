/** Builds Pulumi's SDK generators once per machine; returns the program's path. */
export function ensureGenerator(): string;
