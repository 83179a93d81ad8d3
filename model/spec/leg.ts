import { ENGINE_FACTS } from "../engines";
import { type Phase, planOf } from "../phase";
import type { Problem } from "../problems";
import { scenarioOf } from "../scenario";
import type { Migration } from "./schema";

/** How the task connects to the source. */
export type SourceLeg =
  | { tls: true; ca: string }
  | { tls: false; plain?: NonNullable<Migration["task"]["plainSource"]> };

/** Verified TLS whenever the source's CA is given and the service can; plain only by exemption, or on a private path. */
export function sourceLeg(migration: Pick<Migration, "source" | "task" | "target" | "engine" | "path">): SourceLeg {
  const { source, task } = migration;
  if (task.plainSource) return { tls: false, plain: task.plainSource };
  if (migration.path !== "public" && scenarioOf(migration)?.plainSource) return { tls: false };
  return source.ca ? { tls: true, ca: source.ca } : { tls: false };
}

/** On a public path every row, and the account's password, crosses the internet. */
export function legRules(migration: Migration, phase: Phase): Problem[] {
  // Removing everything must always be possible.
  if (!planOf(phase).openings || migration.path !== "public") return [];
  const leg = sourceLeg(migration);
  if (leg.tls === false && leg.plain) return [];
  if (scenarioOf(migration)?.plainSource) return [plainOnly(migration)];
  if (leg.tls) return [];
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

function plainOnly({ engine }: Migration): Problem {
  const { title } = ENGINE_FACTS[engine];
  return {
    path: "task.plainSource",
    seen: "nothing",
    needed: `an exemption: ${title} offers no encrypted connection to a server outside its cloud, so the account's password and every row cross the internet in plain text`,
    fix:
      "write task.plainSource: { reason, owner, expires }, if that is acceptable for this data; otherwise copy to a place that another service reaches with TLS; " +
      "source.ca still verifies the connection of this machine",
  };
}
