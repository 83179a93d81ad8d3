import type { StructureDifference } from "../structure/structure";
import type { GatesInput } from "./types";

/**
 * Why the engine that replicates is known to leave this difference at the time of the gates; undefined: it is nobody's. DRS makes triggers and
 * events at its normal stop, and its target account the definer of everything; Alibaba's DTS moves no events.
 */
export function movedLater(input: GatesInput, difference: StructureDifference): string | undefined {
  const { kind, what } = difference;
  const missing = what === "missing on the target";
  switch (input.engine) {
    case "drs":
      if (missing && (kind === "trigger" || kind === "event"))
        return "DRS makes triggers and events at its normal stop";
      return onlyItsDefiner(input, difference) ? "DRS makes its target account the definer" : undefined;
    case "alibaba-dts":
      return missing && kind === "event" ? "Alibaba's DTS moves no events" : undefined;
    default:
      return undefined;
  }
}

/** Nothing but the definer, which is the target's account; and the status of an event, which a replica switches off. */
function onlyItsDefiner({ target }: GatesInput, { kind, what, target: text }: StructureDifference): boolean {
  const parts = what.split(", ");
  const known = kind === "event" ? ["definer", "status"] : ["definer"];
  if (!parts.every((part) => known.includes(part)) || text === undefined) return false;
  const replicaSwitchedItOff = !parts.includes("status") || / DISABLE ON SLAVE /.test(text);
  const definer = /DEFINER=`((?:[^`]|``)*)`@/.exec(text)?.[1];
  return replicaSwitchedItOff && (!parts.includes("definer") || definer === target.user);
}
