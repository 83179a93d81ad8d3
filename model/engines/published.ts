import { prefixOf } from "../addresses/block";

/** A range from which a vendor publishes that its service connects. */
export interface PublishedRange {
  block: string;
  source: string;
  /** The day on which the source was read. */
  date: string;
  /** Regions of the tasks that connect from it; absent: the page does not say. */
  regions?: readonly string[];
  /** Its service comes from there past every list and group: only the host of its account has to name it. */
  accountsOnly?: true;
}

/** Of the IPv4 ranges on a vendor's page, those that are wider than a /24, as which no other range is let in. */
export function wideOf(blocks: readonly string[], page: Omit<PublishedRange, "block">): PublishedRange[] {
  return blocks.filter((block) => prefixOf(block) < 24).map((block) => ({ block, ...page }));
}
