import type { Migration } from "./schema";

/** What a weaker TLS mode leaves open for the passwords of the administrators, for people. */
export function weakSessions(migration: Pick<Migration, "source" | "target">): string[] {
  return (["source", "target"] as const).flatMap((side) => {
    const weak = weaknessOf(migration[side]);
    return weak === undefined ? [] : [`${side}.${weak}`];
  });
}

function weaknessOf({ tls }: { tls?: "verify" | "required" | "off" }): string | undefined {
  switch (tls) {
    case "required":
      return "tls: required encrypts the administrator's session, but does not authenticate the server; set it to verify";
    case "off":
      return "tls: off sends the administrator's session in the clear; set it to verify, or omit it";
    default:
      return undefined;
  }
}
