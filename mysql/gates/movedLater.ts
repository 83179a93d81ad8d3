import type { Engine } from "../engines";
import type { StructureDifference } from "../structure/structure";
import type { GatesInput } from "./types";

type Reason = (accounts: ReadonlySet<string>, difference: StructureDifference) => string | undefined;

/** Differences that each engine is known to leave until its normal end, or permanently. */
const KNOWN: Record<Engine, Reason> = {
  drs(accounts, difference) {
    if (isMissingProgram(difference)) return "DRS creates triggers and events at its normal stop";
    return onlyItsDefiner(accounts, difference) ? "DRS makes its target account the definer" : undefined;
  },
  /**
   * https://www.tencentcloud.com/document/product/571/48484 (triggers and events when the task is completed; routines) and .../61560 (views),
   * read 2026-11-29.
   */
  "tencent-dts"(accounts, difference) {
    if (isMissingProgram(difference)) return "Tencent DTS creates triggers and events when the task is completed";
    return onlyItsDefiner(accounts, difference, INVOKER)
      ? "Tencent DTS makes its target account the definer, and then has the caller's rights count (SQL SECURITY INVOKER)"
      : undefined;
  },
  "alibaba-dts"(accounts, difference) {
    if (difference.what === "missing on the target" && difference.kind === "event")
      return "Alibaba DTS does not migrate events";
    return onlyItsDefiner(accounts, difference) ? "Alibaba DTS makes its target account the definer" : undefined;
  },
};

/**
 * Why this difference is expected at the cutover with the engine that replicates; undefined when it is not.
 * @param accounts the target's accounts that the engine's login may be, as `user@host`
 */
export function movedLater(
  { engine }: Pick<GatesInput, "engine">,
  difference: StructureDifference,
  accounts: ReadonlySet<string>,
): string | undefined {
  return engine === undefined ? undefined : KNOWN[engine](accounts, difference);
}

/** A trigger or an event, which would act on its own while the task writes. */
function isMissingProgram({ kind, what }: StructureDifference): boolean {
  return what === "missing on the target" && (kind === "trigger" || kind === "event");
}

/** What views and routines call the attribute that says whose rights count. */
const INVOKER = ["SQL SECURITY", "security"];

/**
 * Only the definer differs and is the target's account, or the status of an event, which a replica disables.
 *
 * @param invoker attributes that may differ beside it, when the target has the caller's rights count
 */
function onlyItsDefiner(
  accounts: ReadonlySet<string>,
  { kind, what, target: text }: StructureDifference,
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

/** As the head of the definition says it; its body may have the same words. */
function securityOf(text: string): string | undefined {
  return /\bSQL SECURITY (\w+)/.exec(text)?.[1];
}
