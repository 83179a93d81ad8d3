import { markFor, readDate, readMark } from "../../../model/expiry";
import type { WireTag } from "./wire";

/**
 * A task has no description. Its tags, set at creation, contain its mark; its expiry is part of its name, which can be
 * changed at any time: `dbferry-shop-until-20261213T130000Z`. Names of migrations contain no capital letters.
 */
const UNTIL = /-until-(\d{8}T\d{6}Z)$/;

/**
 * Tag with the mark at creation; a second one takes what exceeds the length of a value. The vendor's pages say 127 or
 * 255 characters: https://cloud.tencent.com/document/product/597/33355
 */
export const MARK_TAG = "migrate-mark";
const MORE_TAG = "migrate-mark-more";
const LONGEST_VALUE = 127;

export function vendorName(name: string, description: string): string {
  const expires = readMark(description)?.expires;
  return expires ? `${name}-until-${expires.toISOString().replace(/[-:]|\.\d{3}/g, "")}` : name;
}

export function nameOf(vendorName: string | undefined): string {
  return (vendorName ?? "").replace(UNTIL, "");
}

export function wireTags(tags: Record<string, string>, description: string): WireTag[] {
  const [text, more] = parts(description);
  return Object.entries({ ...tags, [MARK_TAG]: text, [MORE_TAG]: more })
    .filter(([, value]) => value !== "")
    .map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

/** Split so that neither value begins or ends with a space. */
function parts(text: string): [string, string] {
  let cut = Math.min(LONGEST_VALUE, text.length);
  while (cut < text.length && cut > 1 && /\s/.test(text.slice(cut - 1, cut + 1))) cut -= 1;
  return [text.slice(0, cut), text.slice(cut)];
}

/** The description that a task would have: the mark in its tags, with the expiry in its name. */
export function descriptionOf(vendorName: string | undefined, tags: readonly WireTag[] | null | undefined): string {
  const value = (key: string) => tags?.find(({ TagKey }) => TagKey === key)?.TagValue ?? "";
  const written = `${value(MARK_TAG)}${value(MORE_TAG)}`;
  const mark = readMark(written);
  const until = readDate(UNTIL.exec(vendorName ?? "")?.[1]);
  if (!mark || !until) return written;
  const same = markFor(mark.id, until);
  return written.replace(/^.*?migrate-expires=\S+/, same);
}
