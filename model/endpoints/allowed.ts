/**
 * Environment variable that permits endpoints other than the vendors'. Not a stack setting, because a pull request can
 * change a stack file.
 */
export const ALLOW_VARIABLE = "DBFERRY_ALLOW_ENDPOINTS";

/** One endpoint permitted by the environment. */
export interface AllowedEndpoint {
  hostname: string;
  /** Absent: every port on the host. */
  port?: string;
  /** Whether it may be used without TLS. */
  plain: boolean;
}

export interface AllowedEndpoints {
  endpoints: readonly AllowedEndpoint[];
  /** Entries that could not be parsed; they permit nothing. */
  unreadable: readonly string[];
}

/** Parses the variable: `host`, `host:port`, or `http://host:port` for no TLS, separated by commas. */
export function readAllowed(text: string | undefined): AllowedEndpoints {
  const endpoints: AllowedEndpoint[] = [];
  const unreadable: string[] = [];
  const entries = (text ?? "").split(",").map((entry) => entry.trim());
  for (const entry of entries.filter(Boolean)) {
    const read = readEntry(entry);
    if (read) endpoints.push(read);
    else unreadable.push(entry);
  }
  return { endpoints, unreadable };
}

const ENTRY = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?\/?$/i;

function readEntry(entry: string): AllowedEndpoint | undefined {
  const [, scheme, host, port] = ENTRY.exec(entry) ?? [];
  if (!host || !URL.canParse(`https://${host}`)) return undefined;
  return { hostname: new URL(`https://${host}`).hostname, port, plain: scheme?.toLowerCase() === "http" };
}
