import { readFileSync, statSync } from "node:fs";
import { type Document, isScalar, type Node, parseDocument, Scalar, visit } from "yaml";
import { visible } from "../../model/printing/visible";
import { UserError } from "../terminal/errors";

/** Far larger than any real project or stack file; parsing takes many times the size in memory. */
const LONGEST = 1024 * 1024;
/** The engine treats these as line breaks, YAML 1.2 does not: what follows them in a comment would become a setting. */
const OTHER_LINE_ENDS = /\r(?!\n)|[\x85\u2028\u2029]/;
/** A number in any notation of any YAML version, without underscores. */
const NUMBER = /^[-+]?(0b[01]+|0o[0-7]+|0x[0-9a-f]+|(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?)$/i;
/** `namespace:name` or `name`. The engine trims both ends and also accepts `namespace:config:name`. */
const KEY = /^[^\s:\p{C}]+(:[^\s:\p{C}]+)?$/u;

/** Reads an untrusted file of a checkout. @throws UserError as readAsEngine does */
export function readFileAsEngine(path: string, shown: string): Record<string, unknown> {
  const { size } = statSync(path);
  if (size > LONGEST)
    throw new UserError(`${visible(shown)} cannot be read: seen ${size} bytes; needed: at most ${LONGEST}`);
  return readAsEngine(readFileSync(path, "utf8"), shown);
}

/**
 * Reads a project's or a stack's file exactly as the engine does, or refuses it: a setting that an update reads
 * differently would escape the review. The engine implements parts of YAML 1.1, the library YAML 1.2.
 *
 * @throws UserError if the text is not a mapping, or is ambiguous
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
  if (document.directives?.yaml.explicit) refuse("a %YAML directive", "a file without a directive");
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
      // Only explicit tags appear here, not resolved ones.
      if (tag !== undefined) refuse(`the tag ${tag}`, "the plain value");
      if (isScalar(node) && node.type === Scalar.PLAIN && isOldNumber(node.source ?? ""))
        refuse(String(node.source), "the number in decimals, or the text in quotes");
    },
    Pair(_, { key }) {
      if (!isScalar(key)) refuse("a name that is not a word", "a word");
      // The engine merges this key even when it is quoted.
      else if (key.value === "<<") refuse("the merge key <<", "the settings written out");
    },
  });
}

/**
 * Whether YAML 1.1 reads a text as a number that YAML 1.2 reads differently: the engine reads `0777` as 511, `1_000`
 * as 1000 and `0b11` as 3. An identifier such as `0586db02` is not a number.
 */
function isOldNumber(text: string): boolean {
  const digits = text.replaceAll("_", "");
  return NUMBER.test(digits) && (digits !== text || /^[-+]?0[0-9b]/i.test(digits));
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    // An undefined alias, or one that expands exponentially.
    throw new UserError(
      `${visible(file)} cannot be read: ${visible((error as Error).message.split("\n")[0]!)}; needed: aliases that name an anchor above them`,
    );
  }
}

/** The configuration, with keys normalised as the engine does. */
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
