/** The resource types of one provider that the pack does not judge, named as in the provider's own table. */
export interface TypeLists {
  /** Types irrelevant to a migration, grouped by reason. */
  noBusiness: readonly { reason: string; types: readonly string[] }[];
  /** Types that may open or carry a path to a database, and that no rule judges. */
  notYet: readonly string[];
}

/** Splits a text into words. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
