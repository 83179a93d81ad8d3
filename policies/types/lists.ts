/** The resource types of one provider that the pack does not judge, by name as the provider's own table writes them. */
export interface TypeLists {
  /** Types without business in a migration, each group with the reason. */
  noBusiness: readonly { reason: string; types: readonly string[] }[];
  /** Types that may open or carry a way to a database, and that no rule looks at. */
  notYet: readonly string[];
}

/** The words of a text. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
