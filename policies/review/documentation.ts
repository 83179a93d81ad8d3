import { RULES } from "../rules/catalogue";

/** Documentation of reports that belong to no rule. */
const OTHERS: Readonly<Record<string, string>> = {
  exemptions: "docs/policy-pack.md#exemptions",
  configuration: "docs/policy-pack.md#configuration",
  unjudged: "docs/policies.md#resource-types",
  unreadable: "docs/policy-pack.md#testing-rules",
};

/**
 * The documentation of a rule, or of a report without a rule, relative to dbferry's folder; empty when there is none.
 */
export function documentationOf(id: string): string {
  return RULES.find((rule) => rule.id === id)?.link ?? OTHERS[id] ?? "";
}

/** Its URL below the base URL of dbferry's published files; undefined when that is unknown. */
export function addressOf(id: string, docs: string | undefined): string | undefined {
  const link = documentationOf(id);
  if (docs === undefined || link === "" || !isWebFolder(docs)) return undefined;
  return new URL(link, docs).href;
}

/** A URL that cannot close the Markdown link around it. */
export function isWebFolder(docs: string): boolean {
  return /^https:\/\/[\w.~:@%/-]+\/$/.test(docs) && URL.canParse(docs) && new URL(docs).username === "";
}
