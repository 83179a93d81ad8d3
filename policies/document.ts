import type { Facets } from "./core/facets";
import { type AnyRule, LEVELS } from "./core/rule";
import { RULES } from "./rules/catalogue";
import { COVERED, type Covered, type ListedType, typesOf } from "./types";

const FAMILIES = [
  { prefix: "NET", title: "Network" },
  { prefix: "TSK", title: "Tasks" },
  { prefix: "OPS", title: "Operations" },
  { prefix: "INS", title: "Instances" },
] as const;

/** What each facet covers, in words. */
const APPLIES_TO: Record<keyof Facets, string> = {
  opening: "allowlists, security-group rules, address lists, hosts of accounts",
  lifetime: "the expiry of a migration's temporary resources",
  endpoint: "public endpoints of databases",
  tunnel: "IPsec connections",
  write: "writes to allowlists and rule sets",
  task: "DRS and DTS tasks, dbferry.TaskRun",
  secret: "passwords, access keys and pre-shared keys",
  billing: "how resources are billed",
  label: "tags of a migration's temporary resources",
  retained: "what a teardown would leave behind",
  peering: "peerings and their routes",
  overlap: "the two networks of a tunnel or peering",
  order: "tasks to one target",
  versions: "versions at both ends of a task",
  topology: "replication mode of a target",
  login: "connections from this machine as an administrator: dbferry.MysqlAccount, Preflight, Cutover",
  safeguard: "database instances, and the resources that hold their settings",
  replicationUser: "the accounts of tasks, and the plan's accounts of that name",
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
    ...typeTables(),
  ].join("\n");
}

const CLOUDS: Record<Covered, string> = {
  alicloud: "Alibaba Cloud",
  huaweicloud: "Huawei Cloud",
  tencentcloud: "Tencent Cloud",
};

/** Every type of the three providers, with its list. */
function typeTables(): string[] {
  return [
    "## Resource types",
    "",
    "Every resource type of the three providers is in one of three lists. A type that is not yet judged, or is in none of them, is reported",
    "as `unjudged` once per plan: a warning, or a refusal with `onUnjudged: deny`. Types of other clouds are ignored.",
    "",
    ...COVERED.flatMap((cloud) => {
      const types = typesOf(cloud);
      const of = (standing: ListedType["standing"]) => types.filter((one) => one.standing === standing);
      const reasons = new Map<string, ListedType[]>();
      for (const type of of("noBusiness")) reasons.set(type.reason!, [...(reasons.get(type.reason!) ?? []), type]);
      return [
        `### ${CLOUDS[cloud]}`,
        "",
        "| list | types |",
        "|---|---|",
        `| judged (${of("judged").length}) | ${names(of("judged"))} |`,
        `| not yet judged (${of("notYet").length}) | ${names(of("notYet"))} |`,
        ...[...reasons].map(([reason, some]) => `| irrelevant: ${reason} (${some.length}) | ${names(some)} |`),
        "",
      ];
    }),
  ];
}

/** A token without its redundant part: `alicloud:rds/instance:Instance` becomes `rds/instance`. */
function names(types: readonly ListedType[]): string {
  return types.map(({ token }) => `\`${token.split(":")[1]!.replace(/^index\//, "")}\``).join(" ");
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
    `- Applies to: ${APPLIES_TO[rule.facet]}`,
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
