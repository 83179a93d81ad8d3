import { EXPIRES_TAG, ID_TAG } from "../../model/expiry";
import type { Lifetime } from "../core/facets";
import type { Edit } from "../core/fix/edit";
import { tags, text } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";
import type { ResourceRef } from "./descriptor";

/** Where a resource carries the migration's mark: in tags, or in free text. */
export interface MarkPlaces {
  /** Path of a tag map or list. */
  tags?: string;
  /** Paths of free-text properties; a missing mark is added to the first. */
  texts?: string[];
}

interface WrittenMark {
  id?: string;
  expires?: Known<string>;
  /** An unknown input that may contain the mark. */
  unknown?: Unknown;
}

/**
 * The lifetime of a temporary resource. It belongs to a migration when dbferry created it or when it carries the mark
 * (`migrate-id=<name>`); any other resource counts as permanent and needs no expiry.
 */
export function lifetimeOf(inputs: Bag, ref: ResourceRef, what: string, places: MarkPlaces): Lifetime {
  const mark = readMark(inputs, places);
  const belongsTo = mark.id ? `migration "${mark.id}"` : ref.component ? `${ref.component}` : undefined;
  const property = places.tags ? `${places.tags}.${EXPIRES_TAG}` : (places.texts?.[0] ?? "expires");
  const example = exampleOf(places, mark.id);
  const stale = ref.inheritedExpiry !== undefined && isKeptBack(places, ref);
  const expires =
    (stale ? undefined : mark.expires) ?? (belongsTo && ref.inheritedExpiry === undefined ? mark.unknown : undefined);
  return {
    property,
    what,
    example,
    ...(places.tags || places.texts?.[0]
      ? { ending: (instant: string) => endingOf(inputs, places, mark.id, instant) }
      : {}),
    ...(belongsTo ? { belongsTo } : {}),
    ...(expires === undefined ? {} : { expires }),
    ...(ref.inheritedExpiry === undefined ? {} : { inherited: ref.inheritedExpiry }),
  };
}

/**
 * True when changes to the mark are ignored (`ignoreChanges`), as on a rule that a running task depends on. The engine
 * then shows an outdated date; the enclosing component has the current one.
 */
function isKeptBack(places: MarkPlaces, ref: ResourceRef): boolean {
  const marked = [...(places.tags ? [places.tags] : []), ...(places.texts ?? [])];
  return marked.some((place) => ref.ignoreChanges?.includes(place));
}

function exampleOf(places: MarkPlaces, id = "<name>"): string {
  if (places.tags) return `${places.tags}: { "${ID_TAG}": "${id}", "${EXPIRES_TAG}": "<ISO 8601 instant>" }`;
  if (places.texts?.[0]) return `${places.texts[0]}: "dbferry ${ID_TAG}=${id} ${EXPIRES_TAG}=<ISO 8601 instant>"`;
  return "expires: <ISO 8601 instant> on the component above";
}

/**
 * Updates the expiry where it is already written, otherwise adds it to the tags or to the first text. Other content is
 * kept.
 */
function endingOf(inputs: Bag, places: MarkPlaces, id: string | undefined, instant: string): Edit[] {
  const written = /(^|\s)migrate-expires=[^\s;,]*/;
  const marked = (places.texts ?? []).find((place) => written.test(String(text(inputs, place) ?? "")));
  if (places.tags && marked === undefined) return [{ at: places.tags, tags: { [EXPIRES_TAG]: instant } }];
  const place = marked ?? places.texts![0]!;
  const before = text(inputs, place);
  const now = typeof before === "string" ? before : "";
  const end = `${EXPIRES_TAG}=${instant}`;
  if (marked !== undefined) return [{ at: place, to: now.replace(written, `$1${end}`) }];
  const name = new RegExp(`(^|\\s)${ID_TAG}=`).test(now) || id === undefined ? "" : `${ID_TAG}=${id} `;
  return [{ at: place, to: `${now === "" ? "dbferry" : now} ${name}${end}` }];
}

function readMark(inputs: Bag, places: MarkPlaces): WrittenMark {
  const mark: WrittenMark = {};
  if (places.tags) {
    const found = tags(inputs, places.tags);
    if (found instanceof Unknown) mark.unknown = found;
    else if (found) {
      const id = found[ID_TAG];
      if (typeof id === "string") mark.id = id;
      if (id instanceof Unknown) mark.id = "not known yet";
      const expires = found[EXPIRES_TAG];
      if (expires !== undefined) mark.expires = expires;
    }
  }
  for (const place of places.texts ?? []) {
    const written = text(inputs, place);
    if (written instanceof Unknown) mark.unknown ??= written;
    else if (written) {
      mark.id ??= new RegExp(`(?:^|\\s)${ID_TAG}=([^\\s;,]+)`).exec(written)?.[1];
      mark.expires ??= new RegExp(`(?:^|\\s)${EXPIRES_TAG}=([^\\s;,]*)`).exec(written)?.[1];
    }
  }
  if (mark.id === undefined && mark.expires !== undefined) mark.id = "without a name";
  return mark;
}
