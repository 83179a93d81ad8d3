const OPPOSITE: Record<string, string> = { "=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" };

/** An operation with its parentheses, in a normal form of what the versions print for it. */
export function operation(sign: string, left: string, right: string): string {
  if (sign === "and" || sign === "or" || sign === "xor") {
    const [a, b] = [truth(left), truth(right)];
    // The order within a chain of the same connective has no meaning.
    const flat = (text: string) => (chain(text) === sign ? text.slice(1, -1) : text);
    return sign === "xor" ? `(${a} xor ${b})` : `(${flat(a)} ${sign} ${flat(b)})`;
  }
  // Some versions rewrite NOT to this.
  if (sign === "=" && (left === "0" || right === "0")) return negated(left === "0" ? right : left);
  if (sign === "<>" && (left === "0" || right === "0")) return `(${left === "0" ? right : left} <> 0)`;
  return `(${left} ${sign} ${right})`;
}

/** `(a <> 0)`, where only its truth value matters. */
export function truth(text: string): string {
  const parts = split(text);
  return parts?.sign === "<>" && parts.right === "0" ? parts.left : text;
}

/** The negation. Some versions store the inverted operation, so it is inverted here as well. */
export function negated(text: string): string {
  const plain = truth(text);
  const inner = /^\(not (.*)\)$/s.exec(plain);
  if (inner && whole(`(${inner[1]})`)) return inner[1]!.startsWith("(") ? inner[1]! : `(${inner[1]} <> 0)`;
  const parts = split(plain);
  if (parts && OPPOSITE[parts.sign]) return `(${parts.left} ${OPPOSITE[parts.sign]} ${parts.right})`;
  const is = /^\((.*) is (not )?(null|true|false|unknown)\)$/s.exec(plain);
  if (is && whole(plain)) return `(${is[1]} is ${is[2] ? "" : "not "}${is[3]})`;
  return `(not ${plain})`;
}

/** Splits `(left operator right)` at its top level. */
function split(text: string): { left: string; sign: string; right: string } | undefined {
  if (!whole(text)) return undefined;
  const at = [...level0(text.slice(1, -1))].find(([, word]) => OPPOSITE[word]);
  if (!at) return undefined;
  const inner = text.slice(1, -1);
  const [from, sign] = at;
  return { left: inner.slice(0, from - 1), sign, right: inner.slice(from + sign.length + 1) };
}

function chain(text: string): string | undefined {
  if (!whole(text)) return undefined;
  const words = [...level0(text.slice(1, -1))].map(([, word]) => word);
  if (words.includes("between") || words[0] === "case") return undefined;
  return words.find((word) => word === "and" || word === "or");
}

/** True when one pair of parentheses encloses the whole text. */
function whole(text: string): boolean {
  if (!text.startsWith("(") || !text.endsWith(")")) return false;
  let depth = 0;
  for (const [at, char] of plainChars(text)) {
    if (char === "(") depth += 1;
    if (char === ")" && --depth === 0 && at < text.length - 1) return false;
  }
  return depth === 0;
}

/** Words between spaces, outside parentheses and quotes. */
function* level0(text: string): Generator<[number, string]> {
  let depth = 0;
  let word = "";
  let from = 0;
  let last = -1;
  for (const [at, char] of plainChars(text)) {
    if (at !== last + 1) word = "\0";
    last = at;
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (char === " " && depth === 0) {
      if (word) yield [from, word];
      word = "";
      from = at + 1;
    } else if (depth === 0) word += char;
    else word = `${word || "\0"}`;
  }
  if (word) yield [from, word];
}

/** Characters outside quotes, with their positions. */
function* plainChars(text: string): Generator<[number, string]> {
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quote === "") {
      if (char === "'" || char === "`") quote = char;
      else yield [at, char];
    } else if (char === "\\" && quote === "'") at += 1;
    else if (char === quote) quote = "";
  }
}

/** Several expressions in parentheses. */
export function rowOf(group: string): boolean {
  let depth = 0;
  for (const [, char] of plainChars(group)) {
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (char === "," && depth === 1) return true;
  }
  return false;
}
