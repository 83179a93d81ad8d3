import { readDate } from "../../model/expiry";
import type { Edit } from "../core/fix/edit";
import { defineRule, type Finding } from "../core/rule";
import type { Endpoint } from "../core/task";
import { Unknown } from "../core/values";
import { undecided, violation } from "./findings";

const NEEDED = "TLS on every leg that crosses the internet";

/** TSK-01: a leg over the internet is not encrypted. */
export const tsk01 = defineRule<"task">({
  id: "TSK-01",
  title: "Data crosses the internet in the clear",
  severity: "critical",
  why: "Row by row the whole database, and the account's login, can be read on the way. Every service leaves TLS off by default.",
  remedy: "Turn TLS on and give the service the server's CA, or use a private path.",
  tags: ["task", "tls"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.DrsJob("move", { netType: "eip", sourceDb: { ip: "198.51.100.7", ... }, ... })',
    passes: 'sourceDb: { ip: "198.51.100.7", sslEnabled: true, sslCertKey: ca, sslCertName: "ca.pem", ... }',
  },
  facet: "task",
  judge(task, { now }) {
    return [task.source, task.target].flatMap((end) => (end ? judgeEnd(end, now) : []));
  },
});

function judgeEnd(end: Endpoint, now: Date): Finding[] {
  // Until the leg is known to be private, only the requested TLS counts.
  if (end.reach === "private" || end.reach === undefined || end.tls === true || end.tls === undefined) return [];
  if (end.reach instanceof Unknown) return [undecided(end.reachProperty, NEEDED, end.reach)];
  if (end.tls instanceof Unknown) return [undecided(end.tlsProperty, NEEDED, end.tls)];
  const where = `over ${end.reachProperty} ${end.reachSeen}`;
  if (end.tls === "unsupported") {
    return [
      violation({
        property: end.tlsProperty,
        seen: `${end.property} ${where}, where this resource cannot request TLS`,
        needed: NEEDED,
        fix: `use a private path, e.g. ${end.tlsExample}`,
        told: "the private path must exist before the task can use it",
        // The user cannot fix this in the resource itself, so only level production enforces a different path.
        enforcement: { baseline: "advisory", strict: "advisory" },
      }),
    ];
  }
  if (end.plain) return [exempted(end, end.plain, where, now)];
  return [
    violation({
      property: end.tlsProperty,
      seen: `${end.property} ${where}, without TLS`,
      needed: NEEDED,
      fix: `set ${end.tlsExample}`,
      ...fixOf(end),
    }),
  ];
}

function fixOf(end: Endpoint, more: readonly Edit[] = []): Pick<Finding, "edits" | "told"> {
  return end.tlsEdits ? { edits: [...end.tlsEdits, ...more] } : { told: "this resource has no input for TLS" };
}

/** An exemption does not make the leg safe: it is listed while in force, and the leg is refused afterwards. */
function exempted(end: Endpoint, plain: NonNullable<Endpoint["plain"]>, where: string, now: Date): Finding {
  const expires = readDate(plain.expires);
  const holds = expires !== undefined && expires > now && expires.getTime() - now.getTime() <= LONGEST_DAYS * DAY_MS;
  return violation({
    property: plain.property,
    seen: `${end.property} ${where}, without TLS, exempted by ${plain.owner} until ${plain.expires}: ${plain.reason}`,
    needed: holds ? NEEDED : `${NEEDED}, or an exemption that ends in the future, within ${LONGEST_DAYS} days`,
    fix: `set ${end.tlsExample}, and remove the exemption`,
    ...fixOf(end, [{ at: plain.property, to: undefined }]),
    ...(holds ? { enforcement: { baseline: "advisory", strict: "advisory", production: "advisory" } } : {}),
  });
}

/** Maximum validity of an exemption. */
const LONGEST_DAYS = 30;
const DAY_MS = 86_400_000;
