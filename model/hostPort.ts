/** Reads `host:port` as the spec takes it (`connect`), already checked. */
export function readHostPort(text: string): { host: string; port: number } {
  const [host, port] = text.split(":");
  return { host: host!, port: Number(port) };
}
