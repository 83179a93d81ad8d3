import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** A refusal as written in the sources; interpolated values are shown as `…`. */
export interface Refusal {
  /** Such as `cli/engine/project.ts:19`. */
  at: string;
  kind: string;
  text: string;
}

const ROOT = join(__dirname, "../..");
const FOLDERS = "cli components model mysql package plugin policies provider stacks system".split(" ");
/** Errors that are shown to users by their message alone. */
const ERRORS = /^(UserError|UserProblem|TimedOut|InitFailed|AccountProblem|ProblemsError|RunError|InputProblem)$/;

/** Every place in the product that refuses something with its own message. */
export function refusals(): Refusal[] {
  const files = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder))).map((path) =>
    ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true),
  );
  // Message constants shared between files, recognised by their upper-case names.
  const shared = new Map(
    files.flatMap((file) => [...constantsOf(file)].filter(([name]) => /^[A-Z][A-Z_]+$/.test(name))),
  );
  return files.flatMap((file) => inFile(file, shared));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(dist|node_modules|lib)$/.test(entry.name) ? [] : filesIn(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}

function inFile(source: ts.SourceFile, shared: ReadonlyMap<string, ts.Node>): Refusal[] {
  const consts = new Map([...shared, ...constantsOf(source)]);
  const found: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const kind = node.expression.getText().split(".").at(-1)!;
      if (ERRORS.test(kind)) {
        const text = (node.arguments ?? []).map((one) => textOf(one, consts)).join(" ");
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ at: `${relative(ROOT, source.fileName)}:${line}`, kind, text });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Constants and small functions of a file by name, from which messages are assembled. */
function constantsOf(source: ts.SourceFile): Map<string, ts.Node> {
  const consts = new Map<string, ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      consts.set(node.name.text, node.initializer);
    if (ts.isFunctionDeclaration(node) && node.name && node.body) consts.set(node.name.text, node.body);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return consts;
}

/** The text of an expression. */
function textOf(node: ts.Node, consts: Map<string, ts.Node>, depth = 0): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.flatMap((span) => [within(span.expression), span.literal.text])].join(
      "",
    );
  if (ts.isIdentifier(node)) {
    const known = consts.get(node.text);
    return known && depth < 4 ? textOf(known, consts, depth + 1) || "…" : "…";
  }
  const inside: string[] = [];
  node.forEachChild((child) => {
    const text = textOf(child, consts, depth + 1);
    if (text && text !== "…") inside.push(text);
  });
  return inside.join(" ");

  function within(expression: ts.Expression): string {
    return depth < 4 ? textOf(expression, consts, depth + 1) || "…" : "…";
  }
}
