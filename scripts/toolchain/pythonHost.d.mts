/**
 * Makes the Python language host available beside the engine; returns the folder of the packages that programs install
 * from.
 */
export function ensurePythonHost(): string;
