import { type Phase, planOf } from "../phase";
import type { Problem } from "../problems";
import type { Migration } from "./schema";

/** How the task connects to the source. */
export type SourceLeg =
  | { tls: true; ca: string }
  | { tls: false; plain?: NonNullable<Migration["task"]["plainSource"]> };

/** Verified TLS whenever the source's CA is given; plain only by exemption, or on a private path. */
export function sourceLeg({ source, task }: Pick<Migration, "source" | "task">): SourceLeg {
  if (task.plainSource) return { tls: false, plain: task.plainSource };
  return source.ca ? { tls: true, ca: source.ca } : { tls: false };
}

/** On a public path every row, and the account's password, crosses the internet. */
export function legRules(migration: Migration, phase: Phase): Problem[] {
  // Removing everything must always be possible.
  if (!planOf(phase).openings || migration.path !== "public") return [];
  const leg = sourceLeg(migration);
  if (leg.tls || leg.plain) return [];
  return [
    {
      path: "source.ca",
      seen: "nothing",
      needed: "the CA of the source's certificate: the task reaches the source over the internet and verifies it",
      fix:
        "turn SSL on for the public endpoint in the instance's console, download its CA and name the file here; " +
        "for a source without TLS, write task.plainSource: { reason, owner, expires }",
    },
  ];
}
