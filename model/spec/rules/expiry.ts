import { readDate } from "../../expiry";
import { type Phase, planOf } from "../../phase";
import type { Problem } from "../../problems";
import { asInstant } from "../fields";

/** Maximum lifetime of a temporary opening, days. */
export const LONGEST_OPENING_DAYS = 30;
const DAY_MS = 86_400_000;

/** Wording for a date at which something temporary ends. */
interface Ending {
  inThePast(phase: Phase): string;
  tooLate: string;
}

export const OPENING: Ending = {
  inThePast: (phase) =>
    `write a later date (under way: dbferry extend --until INSTANT); ${
      phase === "cutover"
        ? "after the cutover, to close everything: pulumi config set phase done"
        : "to give the migration up and close everything: dbferry cancel"
    }`,
  tooLate: "an opening can be extended later, by changing this date",
};
export const EXEMPTION: Ending = {
  inThePast: () =>
    "give the task the source's CA (source.ca), or have the owner extend the exemption; to give the migration up: dbferry cancel",
  tooLate: "an exemption can be extended later, by changing this date",
};

export function expiry(path: string, given: unknown, say: Ending, phase: Phase, now: Date): Problem[] {
  const expires = dateOf(given);
  // Removing what has expired must always be possible.
  if (!expires || !planOf(phase).openings) return [];
  if (expires <= now) {
    return [
      {
        path,
        seen: `${asInstant(String(given))}, in the past`,
        needed: "a date in the future",
        fix: say.inThePast(phase),
      },
    ];
  }
  const latest = new Date(now.getTime() + LONGEST_OPENING_DAYS * DAY_MS);
  if (expires <= latest) return [];
  const needed = `at most ${LONGEST_OPENING_DAYS} days from now (${latest.toISOString().slice(0, 10)})`;
  return [
    {
      path,
      seen: asInstant(String(given)),
      needed,
      fix: say.tooLate,
    },
  ];
}

export function dateOf(value: unknown): Date | undefined {
  return typeof value === "string" ? readDate(asInstant(value)) : undefined;
}
