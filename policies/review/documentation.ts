import { RULES } from "../rules/catalogue";

/** Where the documentation of what belongs to no rule is. */
const OTHERS: Readonly<Record<string, string>> = {
  exemptions: "docs/policy-pack.md#exemptions",
  configuration: "docs/policy-pack.md#configuration",
  unjudged: "docs/policies.md#resource-types",
  unreadable: "docs/policy-pack.md#testing-rules",
};

/** The documentation of a rule, or of a report of the pack that belongs to none, relative to dbferry's folder; empty when there is none. */
export function documentationOf(id: string): string {
  return RULES.find((rule) => rule.id === id)?.link ?? OTHERS[id] ?? "";
}

/** Its address, below where dbferry's files are published; undefined when that is not known. */
export function addressOf(id: string, docs: string | undefined): string | undefined {
  const link = documentationOf(id);
  if (docs === undefined || link === "" || !isWebFolder(docs)) return undefined;
  return new URL(link, docs).href;
}

/** An address that cannot end the Markdown link that it stands in. */
export function isWebFolder(docs: string): boolean {
  return /^https:\/\/[\w.~:@%/-]+\/$/.test(docs) && URL.canParse(docs) && new URL(docs).username === "";
}
