/** Makes the YAML language host available beside the engine; returns its path. */
export function ensureYamlHost(): string;
