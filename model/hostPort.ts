/** Splits a validated `host:port` (`connect` in the spec). */
export function readHostPort(text: string): { host: string; port: number } {
  const [host, port] = text.split(":");
  return { host: host!, port: Number(port) };
}
