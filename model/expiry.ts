import { type Ownership, stackPath } from "./ownership";

/**
 * The mark that every temporary resource carries in a name, tag or description, so that an audit finds it without any
 * state.
 */
export interface Mark {
  /** Name of the migration that created it. */
  id: string;
  /** When it must be gone; UTC. Absent when the text has no valid date. */
  expires?: Date;
  /** Id in the state of the stack that created it; absent: created by a version without ids, or by another tool. */
  state?: string;
  /** That stack, for people: `organization/project/stack`. */
  stack?: string;
}

export const ID_TAG = "migrate-id";
export const EXPIRES_TAG = "migrate-expires";
export const OWNER_TAG = "owner";
export const STATE_TAG = "migrate-state";
export const STACK_TAG = "migrate-stack";

/**
 * Text for a description field, at most 255 characters: `dbferry migrate-id=shop migrate-expires=2026-12-01T00:00:00Z
 * migrate-state=4f1c0d9be2a7 migrate-stack=acme/dbferry/shop`.
 */
export function markFor(name: string, expires: Date, by?: Ownership): string {
  const mark = `dbferry ${ID_TAG}=${name} ${EXPIRES_TAG}=${isoSeconds(expires)}`;
  return by?.id ? `${mark} ${STATE_TAG}=${by.id} ${STACK_TAG}=${stackPath(by)}` : mark;
}

/** The part of a mark that never changes, for resources without a date: the owner. Absent without an id. */
export function ownerMark(name: string, by: Ownership): string | undefined {
  return by.id ? `dbferry ${ID_TAG}=${name} ${STATE_TAG}=${by.id} ${STACK_TAG}=${stackPath(by)}` : undefined;
}

/**
 * A mark for what every change of its text would replace: `dbferry migrate-id=shop migrate-state=4f1c0d9be2a7`, without
 * the date, and without the stack's name, which its field may be too short for.
 */
export function lastingMark(name: string, by?: Ownership): string {
  return `dbferry ${ID_TAG}=${name}${by?.id ? ` ${STATE_TAG}=${by.id}` : ""}`;
}

/** `which the stack acme/dbferry/shop created`; the text comes from a cloud. */
export function describeOwner(mark: Mark | undefined): string {
  if (!mark) return "which has no dbferry mark";
  if (mark.stack === undefined) return "whose mark names no stack: an earlier version of dbferry created it";
  return `which the stack ${mark.stack} created`;
}

/**
 * The same mark as tags, with the person responsible. The date is in ISO 8601's basic form, `20261201T000000Z`, and the
 * owner without special characters: Huawei's tag values allow letters, digits, `_`, `.` and `-` only, 43 at most.
 */
export function tagsFor(name: string, expires: Date, owner?: string, by?: Ownership): Record<string, string> {
  return {
    [ID_TAG]: name,
    [EXPIRES_TAG]: isoSeconds(expires).replace(/[-:]/g, ""),
    ...(owner ? { [OWNER_TAG]: tagText(owner) } : {}),
    ...(by?.id
      ? {
          [STATE_TAG]: tagText(by.id),
          "migrate-organization": tagText(by.organization),
          "migrate-project": tagText(by.project),
          [STACK_TAG]: tagText(by.stack),
        }
      : {}),
  };
}

function tagText(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 43);
}

/** Parses a mark from free text; undefined when there is none. An invalid date leaves `expires` absent. */
export function readMark(text: string | undefined): Mark | undefined {
  const member = (key: string) => text?.match(new RegExp(`(?:^|\\s)${key}=([^\\s;,]+)`))?.[1];
  const id = member(ID_TAG);
  if (!id) return undefined;
  return markOf(id, member(EXPIRES_TAG), member(STATE_TAG), member(STACK_TAG));
}

/** Parses a mark from tags. */
export function readTags(tags: Readonly<Record<string, string>> | undefined): Mark | undefined {
  const id = tags?.[ID_TAG];
  if (!id) return undefined;
  const stack = ["migrate-organization", "migrate-project", STACK_TAG].flatMap((key) => tags[key] ?? []).join("/");
  return markOf(id, tags[EXPIRES_TAG], tags[STATE_TAG], stack);
}

function markOf(id: string, expires?: string, state?: string, stack?: string): Mark {
  return { id, expires: readDate(expires), ...(state ? { state } : {}), ...(stack ? { stack } : {}) };
}

const EXTENDED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * Parses an ISO 8601 instant in extended or basic form; undefined for anything else. A bare date or a local time is not
 * an instant.
 */
export function readDate(text: string | undefined): Date | undefined {
  const extended = text?.replace(BASIC, "$1-$2-$3T$4:$5:$6Z");
  if (!extended || !EXTENDED.test(extended)) return undefined;
  const date = new Date(extended);
  return Number.isNaN(date.getTime()) || !isDay(extended.slice(0, 10)) ? undefined : date;
}

/** JavaScript accepts the 29th of February in any year, as the 1st of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** ISO 8601 without fractions of a second. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
