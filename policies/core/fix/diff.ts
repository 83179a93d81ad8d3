import { type Bag, isBag } from "../values";
import { applied, stepsOf } from "./apply";
import { Code, type Edit, type SetOption } from "./edit";
import { classOf, keyOf, literal, written } from "./literal";

/** The resource that a fix changes, as far as the diff needs it. */
export interface Changed {
  type: string;
  name: string;
  inputs: Bag;
  /** Paths of its passwords and keys. */
  secrets?: readonly string[];
  ignoreChanges?: readonly string[];
  protect?: boolean;
}

/** Maximum length of a list on one line. */
const ONE_LINE = 100;
/** Number of unchanged entries shown around a change in a longer list. */
const AROUND = 3;
/** Maximum number of lines of one fix; longer ones are cut. */
const LONGEST = 60;

const HIDDEN = new Code("/* the current value */", "");

/**
 * A fix as the lines of a diff: `-` for removed, `+` for added, a space for context. Lines match the program's own text
 * as far as the inputs show it: good entries stay, and values keep their types. Secrets, old or new, are never shown.
 */
export function diffOf(resource: Changed, edits: readonly Edit[]): string[] {
  const hidden = [...(resource.secrets ?? []), ...edits.flatMap((edit) => ("secret" in edit ? [edit.at] : []))];
  const before = applied(
    resource.inputs,
    hidden.map((at) => ({ at, to: HIDDEN })),
  );
  const after = applied(before, edits);
  const was = new Set(written(before));
  const tops = [...new Set(edits.flatMap((edit) => ("at" in edit ? [String(stepsOf(edit.at)[0])] : [])))];
  const lines = tops.flatMap((key) =>
    changeOf(key, was.has(key) ? before[key] : undefined, after[key], {
      indent: "  ",
      path: key,
      notes: notesOf(edits),
    }),
  );
  const options = edits.filter((edit): edit is SetOption => "option" in edit);
  const gone = edits.find((edit) => "gone" in edit);
  const more = edits.flatMap((edit) =>
    "register" in edit ? [`+ ${edit.register};${edit.note ? `  // ${edit.note}` : ""}`] : [],
  );
  return short([
    ...lines,
    ...more,
    ...optionLines(resource, options),
    ...(gone ? goneLines(resource, gone.instead ?? []) : []),
  ]);
}

interface Note {
  at: string;
  value: string;
  text: string;
}

interface Place {
  indent: string;
  path: string;
  notes: readonly Note[];
}

function notesOf(edits: readonly Edit[]): Note[] {
  return edits.flatMap((edit): Note[] => {
    if (!("note" in edit) || !("at" in edit) || edit.note === undefined) return [];
    return [{ at: edit.at, value: literal("without" in edit ? edit.instead : edit.to), text: `  // ${edit.note}` }];
  });
}

/**
 * The comment for a new value: the note of an edit at, above or below the path whose value appears only in the new
 * text.
 */
function noteOn(value: string, path: string, notes: readonly Note[], before?: unknown): string {
  const near = ({ at }: Note) => at.startsWith(path) || path.startsWith(at);
  const old = before === undefined ? "" : literal(before);
  return notes.find((note) => near(note) && value.includes(note.value) && !old.includes(note.value))?.text ?? "";
}

function changeOf(key: string | undefined, before: unknown, after: unknown, place: Place): string[] {
  if (literal(before) === literal(after) && before !== undefined) return [];
  const { indent, path, notes } = place;
  const label = key === undefined ? "" : `${keyOf(key)}: `;
  const plus = (value: unknown) =>
    `+${indent.slice(1)}${label}${literal(value)},${noteOn(literal(value), path, notes, before)}`;
  const minus = (value: unknown) => `-${indent.slice(1)}${label}${literal(value)},`;
  if (before === undefined) return after === undefined ? [] : [plus(after)];
  if (after === undefined) return [minus(before)];
  const deeper = (more: string) => ({ indent: `${indent}  `, path: `${path}${more}`, notes });
  if (isPlain(before) && isPlain(after)) {
    const own = new Set(written(before));
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((one) => one !== "__defaults");
    const inside = keys.flatMap((one) => {
      const stays = !own.has(one) && before[one] === after[one];
      return changeOf(one, own.has(one) ? before[one] : undefined, stays ? undefined : after[one], deeper(`.${one}`));
    });
    return inside.length === 0 ? [] : [`${indent}${label}{`, ...inside, `${indent}},`];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const objects = [...before, ...after].some(isPlain);
    if (objects || literal(before).length > ONE_LINE)
      return [`${indent}${label}[`, ...listLines(before, after, deeper("")), `${indent}],`];
  }
  return [minus(before), plus(after)];
}

const isPlain = (value: unknown): value is Bag => isBag(value) && !(value instanceof Code);

/** A list with one element per line, with unchanged elements around each change for context. */
function listLines(before: readonly unknown[], after: readonly unknown[], place: Place): string[] {
  const { indent, path, notes } = place;
  const line = (sign: string, item: unknown) => {
    const text = literal(item);
    return `${sign}${indent.slice(1)}${text},${sign === "+" ? noteOn(text, path, notes) : ""}`;
  };
  if (before.length === after.length) {
    const lines = before.map((item, at) => {
      const inside = changeOf(undefined, item, after[at], { ...place, path: `${path}[${at}]` });
      return inside.length > 0 ? inside : [line(" ", item)];
    });
    return near(lines, (at) => literal(before[at]) !== literal(after[at]), indent);
  }
  const lines: string[][] = [];
  const touched: boolean[] = [];
  let next = 0;
  for (const item of before) {
    const stays = next < after.length && literal(item) === literal(after[next]);
    if (stays) next += 1;
    lines.push([line(stays ? " " : "-", item)]);
    touched.push(!stays);
  }
  for (const item of after.slice(next)) {
    lines.push([line("+", item)]);
    touched.push(true);
  }
  return near(lines, (at) => touched[at] === true, indent);
}

function near(lines: readonly string[][], touched: (at: number) => boolean, indent: string): string[] {
  const places = lines.flatMap((_, at) => (touched(at) ? [at] : []));
  const shown = (at: number) => places.some((place) => Math.abs(place - at) <= AROUND);
  const out: string[] = [];
  let left = 0;
  const tell = () => {
    if (left > 0) out.push(`${indent}// ${left} more, unchanged`);
    left = 0;
  };
  lines.forEach((some, at) => {
    if (!shown(at)) left += 1;
    else {
      tell();
      out.push(...some);
    }
  });
  tell();
  return out;
}

function optionLines(resource: Changed, options: readonly SetOption[]): string[] {
  if (options.length === 0) return [];
  const inside = options.flatMap(({ option, to }) => {
    const before = option === "dependsOn" ? undefined : resource[option];
    return changeOf(option, before || undefined, to, { indent: "    ", path: option, notes: [] });
  });
  return ["  }, {", ...inside, "  });"];
}

function goneLines(
  { type, name }: Changed,
  instead: readonly { type: string; name: string; inputs: object }[],
): string[] {
  return [
    `- new ${classOf(type)}(${literal(name)}, { /* its inputs */ });`,
    ...instead.map((one) => `+ new ${classOf(one.type)}(${literal(one.name)}, ${literal(one.inputs)});`),
  ];
}

/** Shortens an overlong diff to its two ends, because additions are at the end. */
function short(lines: readonly string[]): string[] {
  if (lines.length <= LONGEST) return [...lines];
  const end = LONGEST / 3;
  return [...lines.slice(0, LONGEST - end), `  // … ${lines.length - LONGEST} more lines`, ...lines.slice(-end)];
}
