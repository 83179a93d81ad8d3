import { ACCESS } from "./access";
import { SERVICE } from "./service";
import { SOURCE } from "./source";
import { TARGET } from "./target";
import type { Trouble } from "./trouble";

/** Known failures by subject, as on the page. */
export const GROUPS: Readonly<Record<string, readonly Trouble[]>> = {
  "Reaching the servers": ACCESS,
  "The source": SOURCE,
  "The target": TARGET,
  "The service": SERVICE,
};

export const TROUBLES: readonly Trouble[] = Object.values(GROUPS).flat();

/** A longer text is not a reason, and is not searched. */
const LONGEST = 8_000;

/** The known failures that a vendor's or server's message matches; most match none or one. */
export function troublesIn(text: string): Trouble[] {
  const searched = text.slice(0, LONGEST);
  return TROUBLES.filter(({ signs = [] }) => signs.some((sign) => sign.test(searched)));
}

/** What to do about a reason, on one line; undefined: unknown, so it is shown alone. */
export function remedyIn(text: string): string | undefined {
  const found = troublesIn(text);
  return found.length === 0 ? undefined : found.map((one) => `${one.means}; ${fixOf(one)}`).join("; ");
}

/** A message with the remedy for its reason below it. */
export function withRemedy(message: string, reason: string | undefined): string {
  const found = reason === undefined ? [] : troublesIn(reason);
  return [message, ...found.map((one) => `meaning: ${one.means}\nfix: ${fixOf(one)}`)].join("\n");
}

function fixOf({ id, todo }: Trouble): string {
  return `${todo.join("; ")} (docs/troubleshooting.md#${id})`;
}

export type { Trouble };
