import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Properties, PropertySpec, ProviderSchema, TypeRef } from "../../../sandbox/providers/schema/types";

/**
 * Derives the schema of selected resources from an installed Pulumi SDK: the `.d.ts` files give names, types and
 * required properties, the `.js` files give secrets. Used for `@pulumi/alicloud`, whose full schema is tens of
 * megabytes.
 *
 * @param root folder of the installed package
 * @param modules files of the package without extension, such as `rds/connection`
 * @throws if a module has no resource class or a type has an unsupported form
 */
export function fromTypings(root: string, modules: string[]): ProviderSchema {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pkg = String(name).split("/")[1]!;
  const reader = new TypingsReader(pkg, nestedTypes(root, "input"), nestedTypes(root, "output"));
  const resources: Record<string, Properties> = {};
  for (const module of modules) {
    const source = parse(root, module);
    const js = readFileSync(join(root, `${module}.js`), "utf8");
    const token = /__pulumiType = '([^']+)'/.exec(js)?.[1];
    const className = token?.split(":")[2];
    const declaration = source.statements.find((s) => ts.isClassDeclaration(s) && s.name?.text === className);
    if (!token || !declaration) throw new Error(`${module}: no resource class in the typings of ${pkg}`);
    resources[token] = reader.resource(
      members(interfaceOf(source, `${className}Args`)),
      members(declaration as ts.ClassDeclaration),
      secretsIn(js),
    );
  }
  const provider = parse(root, "provider");
  const config = reader.properties(members(interfaceOf(provider, "ProviderArgs")), "input");
  for (const secret of secretsIn(readFileSync(join(root, "provider.js"), "utf8"))) {
    if (config[secret]) config[secret].secret = true;
  }
  return { name: pkg, version: String(version), config, resources, functions: {}, types: reader.types };
}

type Members = Map<string, { type: ts.TypeNode; optional: boolean }>;

class TypingsReader {
  readonly types: Record<string, Properties> = {};

  constructor(
    private readonly pkg: string,
    private readonly inputs: Map<string, ts.InterfaceDeclaration>,
    private readonly outputs: Map<string, ts.InterfaceDeclaration>,
  ) {}

  resource(args: Members, outputs: Members, secrets: Set<string>): Properties {
    const result = this.properties(args, "input");
    for (const [name, { type }] of outputs) {
      const { ref, undefinable } = this.type(type, "output");
      const spec: PropertySpec = result[name] ?? { type: ref, output: true };
      if (!undefinable) spec.always = true;
      result[name] = spec;
    }
    for (const secret of secrets) if (result[secret]) result[secret].secret = true;
    return sorted(result);
  }

  properties(source: Members, side: "input" | "output"): Properties {
    const result: Properties = {};
    for (const [name, { type, optional }] of source) {
      const { ref } = this.type(type, side);
      result[name] = optional ? { type: ref } : { type: ref, required: true };
    }
    return sorted(result);
  }

  private type(node: ts.TypeNode, side: "input" | "output"): { ref: TypeRef; undefinable: boolean } {
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type, side);
    if (ts.isUnionTypeNode(node)) {
      const rest = node.types.filter((t) => t.kind !== ts.SyntaxKind.UndefinedKeyword);
      const undefinable = rest.length < node.types.length;
      const refs = rest.map((t) => this.type(t, side));
      const simple = refs.find((r) => typeof r.ref === "string") ?? refs[0]!;
      return { ref: simple.ref, undefinable: undefinable || refs.some((r) => r.undefinable) };
    }
    if (ts.isArrayTypeNode(node)) {
      return { ref: { list: this.type(node.elementType, side).ref }, undefinable: false };
    }
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      if (index) return { ref: { map: this.type(index.type, side).ref }, undefinable: false };
    }
    if (ts.isLiteralTypeNode(node)) return { ref: "string", undefinable: false };
    if (ts.isTypeReferenceNode(node)) {
      const name = node.typeName.getText();
      if (["pulumi.Input", "pulumi.Output"].includes(name)) return this.type(node.typeArguments![0]!, side);
      if (name.startsWith("inputs.") || name.startsWith("outputs.")) {
        return { ref: { object: this.object(name.slice(name.indexOf(".") + 1), side) }, undefinable: false };
      }
      // The SDK's enumerations accept any string as well.
      return { ref: "string", undefinable: false };
    }
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { ref: "string", undefinable: false };
      case ts.SyntaxKind.NumberKeyword:
        return { ref: "number", undefinable: false };
      case ts.SyntaxKind.BooleanKeyword:
        return { ref: "boolean", undefinable: false };
      case ts.SyntaxKind.AnyKeyword:
        return { ref: "any", undefinable: false };
      default:
        throw new Error(`unknown type form: ${node.getText()}`);
    }
  }

  /** A nested object has one entry for both sides: what is an input, and what the provider always sets. */
  private object(name: string, side: "input" | "output"): string {
    const token = `${this.pkg}:${name.replace(/\./g, "/")}`;
    if (this.types[token]) return token;
    const into: Properties = {};
    this.types[token] = into;
    const input = this.inputs.get(name);
    const output = this.outputs.get(name);
    if (!input && !output) throw new Error(`no typings of the nested ${side} type ${name}`);
    if (input) Object.assign(into, this.properties(members(input), "input"));
    for (const [key, { type, optional }] of output ? members(output) : []) {
      const { ref, undefinable } = this.type(type, "output");
      into[key] ??= { type: ref, output: true };
      if (!optional && !undefinable) into[key].always = true;
    }
    return token;
  }
}

function parse(root: string, module: string): ts.SourceFile {
  const file = join(root, `${module}.d.ts`);
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function interfaceOf(source: ts.SourceFile, name: string): ts.InterfaceDeclaration {
  const found = source.statements.find((s) => ts.isInterfaceDeclaration(s) && s.name.text === name);
  if (!found) throw new Error(`${source.fileName}: no interface ${name}`);
  return found as ts.InterfaceDeclaration;
}

function members(node: ts.InterfaceDeclaration | ts.ClassDeclaration): Members {
  const result: Members = new Map();
  for (const member of node.members) {
    const isField = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
    if (!isField || !member.type) continue;
    if (ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword)) {
      continue;
    }
    result.set(member.name.getText(), { type: member.type, optional: member.questionToken !== undefined });
  }
  return result;
}

/** `types/input.d.ts` keeps nested types in namespaces: `rds.InstanceParameter`. */
function nestedTypes(root: string, side: "input" | "output"): Map<string, ts.InterfaceDeclaration> {
  const result = new Map<string, ts.InterfaceDeclaration>();
  const visit = (statements: ts.NodeArray<ts.Statement>, prefix: string) => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) result.set(`${prefix}${statement.name.text}`, statement);
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${prefix}${statement.name.text}.`);
      }
    }
  };
  visit(parse(root, `types/${side}`).statements, "");
  return result;
}

function secretsIn(js: string): Set<string> {
  const wrapped = [...js.matchAll(/resourceInputs\["(\w+)"\] = [^\n]*pulumi\.secret\(/g)].map((m) => m[1]!);
  const declared = /additionalSecretOutputs: \[([^\]]*)\]/.exec(js)?.[1]?.match(/\w+/g) ?? [];
  return new Set([...wrapped, ...declared]);
}

function sorted(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
}
