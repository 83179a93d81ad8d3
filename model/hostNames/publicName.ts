import { isIP } from "node:net";
import type { Path } from "../paths";

/**
 * Endings of names that exist only inside a network, or nowhere (RFC 6761, 6762, 7686, 8375, 9476, and what networks
 * use without asking): public resolvers do not know them, and need not learn of them.
 */
const INSIDE = [
  ...["localhost", "local", "localdomain", "arpa", "internal", "test", "invalid", "onion", "alt"],
  ...["lan", "home", "corp", "intranet", "intra", "private", "priv", "consul", "svc"],
];

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Whether a host is a name that public resolvers may be asked for: neither an address nor a name of a private network. */
export function isPublicName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (isIP(name) !== 0 || name.length > 253) return false;
  const labels = name.split(".");
  const last = labels.at(-1)!;
  return (
    labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(last) && !INSIDE.includes(last)
  );
}

/** Whether a task finds its source on the internet by a name that public resolvers know. */
export function findsByPublicName({ path, source }: { path: Path; source: { host: string } }): boolean {
  return path === "public" && isPublicName(source.host);
}

/** The host of a migration's source on the internet as its stack file has it; undefined: the cloud says it. */
export function writtenHost({ source }: { source: object }): string | undefined {
  const { host, endpoint } = source as { host?: string; endpoint?: { host?: string } };
  return host ?? endpoint?.host;
}
