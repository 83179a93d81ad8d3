import { errors } from "./errors";

/** One page of a list by Offset and Limit, and the total number. @throws TcError InvalidParameterValue */
export function page<T>(
  all: readonly T[],
  { Offset = 0, Limit }: { Offset?: number | string; Limit?: number | string },
  { most, usual }: { most: number; usual: number },
): { items: T[]; total: number } {
  const offset = whole("Offset", Offset, 0, Number.MAX_SAFE_INTEGER);
  const limit = whole("Limit", Limit ?? usual, 1, most);
  return { items: all.slice(offset, offset + limit), total: all.length };
}

/** Accepts strings too, because some of the vendor's services use them for these numbers. */
function whole(name: string, given: number | string, least: number, most: number): number {
  const value = Number(given);
  if (!/^\d+$/.test(String(given)) || value < least || value > most)
    throw errors.value(name, `a whole number from ${least} to ${most}`);
  return value;
}

/** "2026-11-29 14:05:00", Beijing time, in the vendor's format. */
export function beijing(at: number): string {
  return new Date(at + 8 * 3600_000).toISOString().slice(0, 19).replace("T", " ");
}
