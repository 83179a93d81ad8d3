/**
 * Which row of mysql.user applies to a caller, by the rules of MySQL's own access table (manual, "Access Control, Stage
 * 1"): rows are sorted by host, most specific first, then by user, named before anonymous; the first match is used, and
 * only its password counts.
 */
export interface AccountRow {
  user: string;
  host: string;
}

/** The row for `user` coming from `address`, or undefined. Host names never match: the servers run with skip-name-resolve. */
export function matchAccount<T extends AccountRow>(rows: readonly T[], user: string, address: string): T | undefined {
  return [...rows]
    .filter((row) => (row.user === user || row.user === "") && hostHolds(row.host, address))
    .sort((a, b) => compare(a, b))[0];
}

/** Whether a host pattern of mysql.user matches an address: literal, % and _ with \ as escape, or address/netmask. */
export function hostHolds(pattern: string, address: string): boolean {
  if (pattern === "") return true;
  const slash = pattern.indexOf("/");
  if (slash >= 0) return maskHolds(pattern.slice(0, slash), pattern.slice(slash + 1), address);
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === "\\" && i + 1 < pattern.length) source += literal(pattern[++i]!);
    else if (char === "%") source += ".*";
    else if (char === "_") source += ".";
    else source += literal(char);
  }
  return new RegExp(`^${source}$`, "i").test(address);
}

function maskHolds(base: string, mask: string, address: string): boolean {
  const bits = [base, mask, address].map(toNumber);
  const [b, m, a] = bits;
  if (b === undefined || m === undefined || a === undefined) return false;
  return (a & m) >>> 0 === b;
}

function toNumber(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0) >>> 0;
}

function compare(a: AccountRow, b: AccountRow): number {
  return (
    weight(b.host) - weight(a.host) ||
    // An exact address goes before a netmask of equal weight.
    Number(a.host.includes("/")) - Number(b.host.includes("/")) ||
    weight(b.user) - weight(a.user)
  );
}

/**
 * MySQL's sort weight: 128 without a wildcard, else the position of the first one (1 at the start, at most 127), 0 when
 * empty.
 */
function weight(text: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\" && i + 1 < text.length) i++;
    else if (text[i] === "%" || text[i] === "_") return Math.min(i + 1, 127);
  }
  return text === "" ? 0 : 128;
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
