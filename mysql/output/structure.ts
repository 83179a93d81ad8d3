import pc from "picocolors";
import { visible } from "../../model/printing/visible";
import { count } from "../check";
import { script, statementsOf } from "../structure/script";
import type { StructureDifference, StructureResult, Unproven } from "../structure/types";
import { showNames } from "../tableName";

type Colours = ReturnType<typeof pc.createColors>;

export interface StructureShown {
  colour?: boolean;
  /** Omits the script, which is shown in a separate report. */
  brief?: boolean;
}

/**
 * Structural differences for people: a diff of each, then the statements that make the target equal, then the verdict.
 */
export function structure(result: StructureResult, options: StructureShown = {}): string {
  const colours = pc.createColors(options.colour ?? pc.isColorSupported);
  const lines = [
    ...structureLines(result, colours),
    ...(options.brief ? [] : scriptLines(result, colours)),
    summary(result, colours),
  ];
  return `${lines.join("\n")}\n`;
}

/** The differences and what is not proven, for a report that states the verdict itself. */
export function structureLines(result: StructureResult, colours: Colours = pc): string[] {
  return [
    ...result.differences.flatMap((one) => difference(one, colours)),
    ...result.notProven.map((one) => `${colours.yellow("NOT PROVEN")} ${unproven(one)}`),
  ];
}

/** `view shop.v: reason`. */
export function unproven({ kind, name, reason }: Unproven): string {
  return visible(name ? `${kind ? `${kind} ` : ""}${nameText(name)}: ${reason}` : reason);
}

export function nameText({ database, object }: StructureDifference["name"]): string {
  return object === undefined ? showNames(database) : showNames(database, object);
}

function difference(one: StructureDifference, colours: Colours): string[] {
  const side = (sign: string, text: string | undefined, paint: (text: string) => string) =>
    text === undefined ? [] : text.split(/\r?\n/).map((line) => paint(`        ${sign} ${visible(line)}`));
  return [
    `${colours.red("DIFFERS")} ${one.kind} ${visible(`${nameText(one.name)}: ${one.what}`)}`,
    ...side("-", one.target, colours.red),
    ...side("+", one.source, colours.green),
    ...(one.note ? [`        ${colours.yellow("note")} ${visible(one.note)}`] : []),
  ];
}

function scriptLines({ differences }: StructureResult, colours: Colours): string[] {
  const text = script(differences);
  if (text === "") return [];
  const what =
    statementsOf(differences).length > 0
      ? "makes the target equal to the source"
      : "would remove what only the target has";
  return ["", colours.bold(`-- on the target: ${what}; review each statement first`), text];
}

function summary({ verdict, objects, differences, notProven, seconds }: StructureResult, colours: Colours): string {
  const total = Object.values(objects).reduce((sum, n) => sum + n, 0);
  const looked = `structure: ${count(total, "object")} of the source compared, ${seconds.toFixed(1)} s`;
  if (verdict === "differs") return `${looked}: ${colours.red(count(differences.length, "difference"))}`;
  if (verdict === "notProven")
    return `${looked}: ${colours.yellow(`not proven, for ${count(notProven.length, "reason")}`)}`;
  return `${looked}: ${colours.green("source and target have the same structure")}`;
}
