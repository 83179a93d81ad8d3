/** Makes the language host for YAML available beside the engine; its path. */
export function ensureYamlHost(): string;
