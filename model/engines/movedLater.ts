/** The part of a structural difference that shows whether the engine is known to cause it. */
interface Difference {
  kind: string;
  what: string;
  target?: string | undefined;
}

/**
 * Why an engine leaves a difference until its normal end, or permanently; undefined: it should not be there.
 *
 * @param accounts the target's accounts that the engine's login may be, as `user@host`
 */
export type MovedLater = (difference: Difference, accounts: ReadonlySet<string>) => string | undefined;

/** A trigger or an event, which would fire while the task writes. */
export function isMissingProgram({ kind, what }: Difference): boolean {
  return what === "missing on the target" && (kind === "trigger" || kind === "event");
}

/** The attribute of views and routines that determines whose privileges apply. */
export const INVOKER = ["SQL SECURITY", "security"];

/**
 * Only the definer differs and is the target's account, or the status of an event, which a replica disables.
 *
 * @param invoker attributes that may differ beside it, when the target has the caller's rights count
 */
export function onlyItsDefiner(
  { kind, what, target: text }: Difference,
  accounts: ReadonlySet<string>,
  invoker: readonly string[] = [],
): boolean {
  const parts = what.split(", ");
  const known = [...(kind === "event" ? ["definer", "status"] : ["definer"]), ...invoker];
  if (!parts.every((part) => known.includes(part)) || text === undefined) return false;
  const changed = parts.some((part) => invoker.includes(part));
  if (changed && !(parts.includes("definer") && securityOf(text) === "INVOKER")) return false;
  const replicaSwitchedItOff = !parts.includes("status") || / DISABLE ON SLAVE /.test(text);
  return replicaSwitchedItOff && (!parts.includes("definer") || accounts.has(definerOf(text) ?? ""));
}

/** `user@host`, as the head of the definition names it. */
function definerOf(text: string): string | undefined {
  const found = /DEFINER=`((?:[^`]|``)*)`@`((?:[^`]|``)*)`/.exec(text);
  return found
    ?.slice(1)
    .map((part) => part.replaceAll("``", "`"))
    .join("@");
}

/** From the head of the definition; its body may contain the same words. */
function securityOf(text: string): string | undefined {
  return /\bSQL SECURITY (\w+)/.exec(text)?.[1];
}
