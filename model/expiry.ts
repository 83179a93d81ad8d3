/** The mark that every temporary thing carries in a name, tag or description, so that an audit finds it without any state. */
export interface Mark {
  /** Name of the migration that made it. */
  id: string;
  /** When it must be gone; UTC. Absent when the text has no readable date. */
  expires?: Date;
}

export const ID_TAG = "migrate-id";
export const EXPIRES_TAG = "migrate-expires";
export const OWNER_TAG = "owner";

/** Text for a description field: `dbferry migrate-id=shop migrate-expires=2026-12-01T00:00:00Z`. */
export function markFor(name: string, expires: Date): string {
  return `dbferry ${ID_TAG}=${name} ${EXPIRES_TAG}=${isoSeconds(expires)}`;
}

/**
 * The same mark as tags, with who answers for it. The date is in ISO 8601's basic form, `20261201T000000Z`, and the owner without
 * special characters: Huawei's tag values take letters, digits, `_`, `.` and `-` only, 43 at most.
 */
export function tagsFor(name: string, expires: Date, owner?: string): Record<string, string> {
  return {
    [ID_TAG]: name,
    [EXPIRES_TAG]: isoSeconds(expires).replace(/[-:]/g, ""),
    ...(owner ? { [OWNER_TAG]: owner.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 43) } : {}),
  };
}

/** Reads a mark from free text; undefined when the text carries none. An unreadable date leaves `expires` absent. */
export function readMark(text: string | undefined): Mark | undefined {
  const id = text?.match(/(?:^|\s)migrate-id=([^\s;,]+)/)?.[1];
  if (!id) return undefined;
  return { id, expires: readDate(text?.match(/(?:^|\s)migrate-expires=([^\s;,]+)/)?.[1]) };
}

/** Reads a mark from tags. */
export function readTags(tags: Readonly<Record<string, string>> | undefined): Mark | undefined {
  const id = tags?.[ID_TAG];
  return id ? { id, expires: readDate(tags?.[EXPIRES_TAG]) } : undefined;
}

const EXTENDED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** An ISO 8601 instant in extended or basic form, or undefined; a bare date or a local time is not an instant and is refused. */
export function readDate(text: string | undefined): Date | undefined {
  const extended = text?.replace(BASIC, "$1-$2-$3T$4:$5:$6Z");
  if (!extended || !EXTENDED.test(extended)) return undefined;
  const date = new Date(extended);
  return Number.isNaN(date.getTime()) || !isDay(extended.slice(0, 10)) ? undefined : date;
}

/** JavaScript reads the 29th of February of any year, and takes it for the 1st of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
