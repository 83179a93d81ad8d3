import { shorten } from "../../model/addresses";
import { readDate } from "../../model/expiry";
import type { Lifetime } from "../core/facets";
import { defineRule, type Finding } from "../core/rule";
import { type Known, Unknown } from "../core/values";

const DAY = 24 * 60 * 60 * 1000;

/** NET-08: a temporary resource has no expiry, or one too far in the future. */
export const net08 = defineRule<"lifetime">({
  id: "NET-08",
  title: "An opening of a migration has no expiry",
  severity: "high",
  why: "The migration ends but the opening stays: nobody remembers which allowlist entry, rule, address or account was only for the copy. An opening with an expiry can be found and removed by anyone.",
  remedy: "Give it an expiry within the limit (30 days unless the pack's maxDays says otherwise).",
  tags: ["network", "expiry"],
  levels: { baseline: "mandatory", strict: "mandatory", production: "mandatory" },
  examples: {
    fails: 'new huaweicloud.VpcEip("task", { ..., tags: { "migrate-id": "shop" } })',
    passes:
      'new huaweicloud.VpcEip("task", { ..., tags: { "migrate-id": "shop", "migrate-expires": "2026-12-01T00:00:00Z" } })',
  },
  facet: "lifetime",
  judge(lifetime, context) {
    if (!lifetime.belongsTo) return [];
    const written = lifetime.expires ?? lifetime.inherited;
    const needed = `an instant within ${context.settings.maxDays} days, in ISO 8601 with a time zone`;
    const latest = new Date(context.now.getTime() + context.settings.maxDays * DAY);
    // Rounded to whole hours, so that repeated previews of the same plan show the same text.
    const instant = `${latest.toISOString().slice(0, 13)}:00:00Z`;
    const finding = (verdict: Finding["verdict"], seen: string, fix: string): Finding[] => [
      {
        verdict,
        property: lifetime.unmarkable ? "" : lifetime.property,
        seen: `${lifetime.what} of ${lifetime.belongsTo} ${seen}`,
        needed,
        fix,
        ...(lifetime.ending && !lifetime.unmarkable
          ? { edits: lifetime.ending(instant) }
          : { told: "the resource cannot carry an expiry; the component above can" }),
      },
    ];
    if (written instanceof Unknown)
      return finding(
        "undetermined",
        "has an expiry that is known only during the update",
        "write the expiry as a plain value",
      );
    const expires = expiryOf(written);
    if (expires === undefined) {
      if (written === undefined && lifetime.unmarkable) {
        const fix = "create it in a component that has an expiry";
        return finding("undetermined", "cannot carry an expiry, and no component above has one", fix);
      }
      const seen =
        written === undefined ? "has no expiry" : `has the expiry "${shorten(written)}", which is not an instant`;
      return finding("violation", seen, `add ${lifetime.example}`);
    }
    if (expires.getTime() > latest.getTime()) {
      const days = Math.ceil((expires.getTime() - context.now.getTime()) / DAY);
      return finding("violation", `ends only in ${days} days (${written})`, `end it by ${latest.toISOString()}`);
    }
    return [];
  },
});

/** The instant of an expiry; undefined when there is none or it cannot be parsed. */
export function expiryOf(written: Known<string> | undefined): Date | undefined {
  return typeof written === "string" ? readDate(written.trim()) : undefined;
}

/** The instant at which a lifetime ends, if known. */
export function endOf(lifetime: Lifetime): Date | undefined {
  return expiryOf(lifetime.expires ?? lifetime.inherited);
}
