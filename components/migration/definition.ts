import { z } from "zod";
import { isPem, readCertificates } from "../../model/certificates";
import type { Problem } from "../../model/problems";
import { type MigrationInput, migrationSchema, readMigration } from "../../model/spec";
import { phase } from "../../model/spec/choices";
import { define } from "../shared/definition";
import { temporary } from "../shared/fields";

export const migration = define({
  kind: "Migration",
  description:
    "One MySQL migration in one phase: network path, migration account, checks, the vendor's task and the proven cutover. Which resources " +
    "there are follows from `spec` and `phase` alone; an update makes what is missing and removes what is no longer there.",
  inputs: z.strictObject({
    spec: migrationSchema.describe("what to migrate, and how"),
    phase: phase.describe(
      "how far to go: `prepare`, `migrate`, `cutover` or `done`; each is one update, and `done` removes every opening; `cancelled` gives up in any of " +
        "them (a task that moves data is ended only where the provider has `endLiveTasks`)",
    ),
    passwords: z
      .strictObject({
        source: z.string().min(1).describe("password of the source's administrator"),
        target: z.string().min(1).describe("password of the target's administrator"),
        account: z
          .string()
          .min(8)
          .max(32)
          .optional()
          .describe("password of the migration account, to set one or to change it; made when left out"),
      })
      .describe("passwords of the administrators that `spec` names"),
    adopt: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        "ids of things that an update that was killed made and did not record, by what they are; found by themselves when left out",
      ),
    restart: z
      .string()
      .optional()
      .describe(
        "id of the finished task that is given up, to begin the same migration again: without it a phase never goes back once the migration is over",
      ),
    ownership: temporary.ownership,
  }),
  plain: ["spec", "phase", "adopt", "restart", "ownership"],
  secrets: ["passwords.source", "passwords.target", "passwords.account"],
  outputs: {
    phase: { type: "string", description: "the phase that it is in" },
    egressCidrs: { type: "string[]", description: "addresses that the source lets in, as CIDR blocks" },
    taskId: { type: "string", description: "the vendor's id of the task; absent in `done`", optional: true },
    gtid: { type: "string", description: "GTID set recorded by the cutover; absent before it", optional: true },
  },
  problems({ spec, phase }) {
    if (spec === undefined) return [{ path: "spec", seen: "nothing", needed: "what to migrate" }];
    const { problems } = readMigration(spec, phase);
    return [...problems.map(inArguments), ...authorityProblems(spec as Partial<MigrationInput>)];
  },
});

function inArguments(problem: Problem): Problem {
  if (problem.path === "phase") return { ...problem, fix: "write one of them" };
  return { ...problem, path: `spec.${problem.path}` };
}

/** In a component it is unknown which folder a file path is relative to. */
function authorityProblems(spec: Partial<MigrationInput>): Problem[] {
  return (["source", "target"] as const).flatMap((side) => {
    const ca = spec[side]?.ca;
    if (typeof ca !== "string" || (isPem(ca) && readCertificates(ca))) return [];
    return [
      {
        path: `spec.${side}.ca`,
        seen: isPem(ca) ? "text in which not every certificate can be read" : JSON.stringify(ca.slice(0, 80)),
        needed: "the PEM text of the CA",
        fix: "read the file in the program",
      },
    ];
  });
}
