import { readFileSync, statSync } from "node:fs";
import { type Document, isScalar, type Node, parseDocument, Scalar, visit } from "yaml";
import { visible } from "../../model/printing/visible";
import { UserError } from "../terminal/errors";

/** Far more than any project or stack has; parsing takes many times the size in memory. */
const LONGEST = 1024 * 1024;
/** The engine ends a line at these, YAML 1.2 does not: what follows them in a comment is a setting in an update. */
const OTHER_LINE_ENDS = /\r(?!\n)|[\x85\u2028\u2029]/;
/** A number in any notation that YAML has had, without underscores. */
const NUMBER = /^[-+]?(0b[01]+|0o[0-7]+|0x[0-9a-f]+|(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?)$/i;
/** `namespace:name` or `name`. The engine takes blanks off both ends and knows `namespace:config:name` too. */
const KEY = /^[^\s:\p{C}]+(:[^\s:\p{C}]+)?$/u;

/** Reads a file of a checkout, of which nothing is known yet. @throws UserError as readAsEngine does */
export function readFileAsEngine(path: string, shown: string): Record<string, unknown> {
  const { size } = statSync(path);
  if (size > LONGEST)
    throw new UserError(`${visible(shown)} cannot be read: seen ${size} bytes; needed: at most ${LONGEST}`);
  return readAsEngine(readFileSync(path, "utf8"), shown);
}

/**
 * Reads a project's or a stack's file as the engine does, or not at all: what is judged here and read differently by an update would
 * not be judged. The engine knows YAML 1.1 in parts, the library YAML 1.2.
 *
 * @throws UserError when the text is not a mapping, or can be read in two ways
 */
export function readAsEngine(text: string, file: string): Record<string, unknown> {
  const refuse = (seen: string, needed: string): never => {
    throw new UserError(`${visible(file)} cannot be read: seen ${visible(seen)}; needed: ${needed}`);
  };
  const end = OTHER_LINE_ENDS.exec(text)?.[0];
  if (end !== undefined) refuse(`the line end ${JSON.stringify(end)}`, "\\n or \\r\\n at the end of each line");
  const document = parseDocument(text, { version: "1.2" });
  const [error] = document.errors;
  if (error)
    throw new UserError(`${visible(file)} cannot be read: ${visible(error.message.split("\n")[0]!)}; needed: YAML`);
  if (document.directives?.yaml.explicit) refuse("a %YAML directive", "a file without one");
  refuseAmbiguous(document, refuse);
  const read = plainValue(document, file);
  if (typeof read !== "object" || read === null || Array.isArray(read))
    return refuse(JSON.stringify(read).slice(0, 60), "a mapping");
  return withPlainKeys(read as Record<string, unknown>, refuse);
}

type Refuse = (seen: string, needed: string) => never;

function refuseAmbiguous(document: Document, refuse: Refuse): void {
  visit(document, {
    Node(_, node) {
      const { tag } = node as Node & { tag?: string };
      // What is resolved by itself has no tag here: only what the text says.
      if (tag !== undefined) refuse(`the tag ${tag}`, "the plain value");
      if (isScalar(node) && node.type === Scalar.PLAIN && isOldNumber(node.source ?? ""))
        refuse(String(node.source), "the number in decimals, or the text in quotes");
    },
    Pair(_, { key }) {
      if (!isScalar(key)) refuse("a name that is no word", "a word");
      // The engine merges what stands there, also where it is quoted.
      else if (key.value === "<<") refuse("the name <<", "the settings themselves");
    },
  });
}

/**
 * Whether YAML 1.1 reads a text as a number that YAML 1.2 reads differently: the engine reads `0777` as 511, `1_000` as 1000 and `0b11`
 * as 3. An identifier such as `0586db02` is none.
 */
function isOldNumber(text: string): boolean {
  const digits = text.replaceAll("_", "");
  return NUMBER.test(digits) && (digits !== text || /^[-+]?0[0-9b]/i.test(digits));
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    // An alias of nothing, or one that multiplies.
    throw new UserError(
      `${visible(file)} cannot be read: ${visible((error as Error).message.split("\n")[0]!)}; needed: aliases that name an anchor above them`,
    );
  }
}

/** The configuration by the names that it has in the engine. */
function withPlainKeys(read: Record<string, unknown>, refuse: Refuse): Record<string, unknown> {
  const { config } = read;
  if (typeof config !== "object" || config === null || Array.isArray(config)) return read;
  const plain: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(config)) {
    const key = given.replace(/^([^:]*):config:/, "$1:");
    if (!KEY.test(key)) refuse(`the setting ${JSON.stringify(given)}`, "namespace:name");
    if (Object.hasOwn(plain, key)) refuse(`the setting ${key} twice`, "once");
    plain[key] = value;
  }
  return { ...read, config: plain };
}
