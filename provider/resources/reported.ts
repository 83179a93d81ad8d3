import { z } from "zod";
import { named } from "../../model/named";

/** Types of resources' outputs, for the package's schema. */

const text = (what: string) => z.string().describe(what);

const finding = named(
  "Finding",
  "One object that a verdict is about.",
  z.object({
    object: text("the object, such as `table shop.orders`"),
    found: text("what is there"),
    remedy: text("SQL that fixes it").optional(),
  }),
);

export const verdict = named(
  "Verdict",
  "The outcome of one check or gate.",
  z.object({
    id: text("id of the check or gate, such as C44 or G05"),
    title: text("what it is about"),
    status: text(
      "`pass`, `warning`, `fail`, `notApplicable`, or `undetermined`: it could not be determined, which is never a pass",
    ),
    found: text("the value seen"),
    needed: text("the value needed"),
    remedy: text("runnable SQL or a parameter change that fixes it; absent on a pass").optional(),
    side: text("which server was checked: `source`, `target` or `both`").optional(),
    source: text("where the rule comes from").optional(),
    group: text("heading under which it is displayed").optional(),
    findings: z.array(finding).optional().describe("what was found, object by object"),
    exempted: text("reason of the exemption that accepted it").optional(),
  }),
);

export const tableRows = named(
  "TableRows",
  "One table as the cutover compared it.",
  z.object({
    database: text("its database"),
    table: text("its name"),
    source: z.number().describe("rows on the source"),
    target: z.number().describe("rows on the target"),
    equal: z.boolean().describe("every row was compared by value and is equal"),
  }),
);

export const targetBefore = named(
  "TargetBefore",
  "What a target contained before a migration copied anything.",
  z.object({
    server: text("identity of the server"),
    at: text("when it was read, ISO 8601 UTC"),
    databases: z
      .record(
        z.string(),
        named(
          "DatabaseBefore",
          "One database at that time.",
          z.object({
            stood: z.boolean().describe("whether it existed"),
            objects: z.array(z.string()).optional().describe("what it contained"),
            only: z.array(z.string()).optional().describe("its tables that the migration copies; absent: everything"),
          }),
        ),
      )
      .describe("the databases of the migration, by name"),
  }),
);
