/** Makes the language host for Python available beside the engine; the folder with the packages that programs are installed from. */
export function ensurePythonHost(): string;
