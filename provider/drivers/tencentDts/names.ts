import { markFor, readDate, readMark } from "../../../model/expiry";
import type { WireTag } from "./wire";

/**
 * A task has no description. Its tags say whose it is, and are given when it is made; the day by which it must be gone is part of its
 * name, which can be changed at any time: `dbferry-shop-until-20261213T130000Z`. No migration has a capital letter in its name.
 */
const UNTIL = /-until-(\d{8}T\d{6}Z)$/;

/** Tag with the mark as it was when the task was made. */
export const MARK_TAG = "migrate-mark";

export function vendorName(name: string, description: string): string {
  const expires = readMark(description)?.expires;
  return expires ? `${name}-until-${expires.toISOString().replace(/[-:]|\.\d{3}/g, "")}` : name;
}

export function nameOf(vendorName: string | undefined): string {
  return (vendorName ?? "").replace(UNTIL, "");
}

export function wireTags(tags: Record<string, string>, description: string): WireTag[] {
  return Object.entries({ ...tags, ...(description ? { [MARK_TAG]: description } : {}) })
    .filter(([, value]) => value !== "")
    .map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

/** The description that a task would have: the mark of its tags, with the day that its name says. */
export function descriptionOf(vendorName: string | undefined, tags: readonly WireTag[] | null | undefined): string {
  const written = tags?.find(({ TagKey }) => TagKey === MARK_TAG)?.TagValue ?? "";
  const mark = readMark(written);
  const until = readDate(UNTIL.exec(vendorName ?? "")?.[1]);
  if (!mark || !until) return written;
  const same = markFor(mark.id, until);
  return written.replace(/^.*?migrate-expires=\S+/, same);
}
