import type { Facets } from "./core/facets";
import { type AnyRule, LEVELS } from "./core/rule";
import { RULES } from "./rules/catalogue";

const FAMILIES = [
  { prefix: "NET", title: "Network" },
  { prefix: "TSK", title: "Tasks" },
  { prefix: "OPS", title: "Operations" },
] as const;

/** What each facet covers, in words. */
const LOOKS_AT: Record<keyof Facets, string> = {
  opening: "allowlists, security-group rules, address lists, hosts of accounts",
  lifetime: "the expiry of what belongs to a migration",
  endpoint: "public endpoints of databases",
  tunnel: "IPsec connections",
  write: "writes to allowlists and rule sets",
  task: "DRS and DTS tasks, dbferry.TaskRun",
  secret: "passwords, access keys and pre-shared keys",
  billing: "how resources are paid",
  label: "tags of what belongs to a migration",
  retained: "what a teardown would leave",
  peering: "peerings and their routes",
  overlap: "the two networks of a tunnel or peering",
  order: "tasks to one target",
  versions: "versions at both ends of a task",
  topology: "replication mode of a target",
  login: "connections of this machine with an administrator: dbferry.MysqlAccount, Preflight, Cutover",
};

/** The documentation of every rule, generated from the rules. */
export function document(): string {
  return [
    "# Policies",
    "",
    "<!-- Generated from policies/rules by `npm run docs`. Edit the rules, not this file. -->",
    "",
    "A rule gives one of three verdicts: ok, a violation, or undetermined when a value is not known before the update. An",
    "undetermined verdict is a warning, or a refusal with `onUnknown: deny`; it is decided on the real value before anything opens.",
    "",
    "| id | what it refuses | severity | baseline | strict | production |",
    "|---|---|---|---|---|---|",
    ...RULES.map(row),
    "",
    ...FAMILIES.flatMap(({ prefix, title }) => [
      `## ${title}`,
      "",
      ...RULES.filter((rule) => rule.id.startsWith(prefix)).flatMap(section),
    ]),
  ].join("\n");
}

function row(rule: AnyRule): string {
  const levels = LEVELS.map((level) => rule.levels[level]).join(" | ");
  return `| [${rule.id}](#${rule.id.toLowerCase()}) | ${rule.title} | ${rule.severity} | ${levels} |`;
}

function section(rule: AnyRule): string[] {
  return [
    `### ${rule.id}`,
    "",
    `**${rule.title}.** ${rule.why}`,
    "",
    `- Looks at: ${LOOKS_AT[rule.facet]}`,
    `- Remedy: ${rule.remedy}`,
    `- Tags: ${rule.tags.join(", ")}`,
    "",
    "Fails:",
    "",
    "```ts",
    rule.examples.fails,
    "```",
    "",
    "Passes:",
    "",
    "```ts",
    rule.examples.passes,
    "```",
    "",
  ];
}
