/** `host:port` as people write it, `[::1]:3306`; a Unix socket by its path. */
export function addressOf(place: { host: string; port: number; socket?: string }): string {
  if (place.socket !== undefined) return place.socket;
  return `${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`;
}
