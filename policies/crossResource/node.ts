import { descriptorOf } from "../adapters";
import type { CrossResourceRole } from "../adapters/descriptor";
import type { Facts } from "../core/facets";
import { text } from "../core/read";
import { type Bag, type Known, Unknown } from "../core/values";

/** One resource of a whole plan, with its dependencies. */
export interface Node {
  type: string;
  name: string;
  urn: string;
  inputs: Bag;
  facts: Facts;
  /** URNs of its dependencies. */
  dependencies: readonly string[];
  /** URNs of each input's dependencies. */
  from: Readonly<Record<string, readonly string[]>>;
  /** The resource option `protect`. */
  protect?: boolean;
}

/** Facts that only the whole plan shows, for the listed rules only. */
export interface CrossResourceFact {
  node: Node;
  facts: Facts;
  rules: readonly string[];
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** A whole plan, indexed. */
export class Graph {
  readonly #byUrn: ReadonlyMap<string, Node>;
  readonly #byType = new Map<string, Node[]>();

  constructor(readonly nodes: readonly Node[]) {
    this.#byUrn = new Map(nodes.map((node) => [node.urn, node]));
    for (const node of nodes) {
      const same = this.#byType.get(node.type);
      if (same) same.push(node);
      else this.#byType.set(node.type, [node]);
    }
  }

  /** The resource with a URN. */
  at(urn: string): Node | undefined {
    return this.#byUrn.get(urn);
  }

  ofType(...types: readonly string[]): Node[] {
    if (types.length === 1) return this.#byType.get(types[0]!) ?? [];
    return this.nodes.filter((node) => types.includes(node.type));
  }

  /** Every resource whose type has a role in cross-resource findings, with the role. */
  withRole<R extends keyof CrossResourceRole>(role: R): { node: Node; role: NonNullable<CrossResourceRole[R]> }[] {
    return this.nodes.flatMap((node) => {
      const found = descriptorOf(node.type)?.crossResource?.[role];
      return found === undefined ? [] : [{ node, role: found }];
    });
  }

  /**
   * The resource of the given types that an input refers to: a dependency, or the resource whose id it contains.
   */
  referred(node: Node, property: string, types?: readonly string[]): Node | undefined {
    const fits = (found: Node | undefined): found is Node =>
      found !== undefined && (types?.includes(found.type) ?? true);
    const made = (node.from[property.split(/[.[]/)[0]!] ?? []).map((urn) => this.#byUrn.get(urn)).find(fits);
    if (made) return made;
    const written = text(node.inputs, property);
    if (typeof written !== "string" || written === "") return undefined;
    return this.nodes.find((other) => fits(other) && other !== node && text(other.inputs, "id") === written);
  }

  /**
   * True when one of an input's values refers to a matching resource in the plan. A literal id must be that resource's
   * id: the input's dependencies say nothing about this value. An unknown id comes from the input's dependencies,
   * unless some of them are outside the plan.
   */
  names(node: Node, property: string, value: Known<string>, fits: (found: Node) => boolean): boolean {
    if (typeof value === "string")
      return this.nodes.some((other) => other !== node && text(other.inputs, "id") === value && fits(other));
    const made = (node.from[property.split(/[.[]/)[0]!] ?? []).map((urn) => this.#byUrn.get(urn));
    return made.some((found) => found && fits(found)) && made.every((found) => found && found.type !== STACK_REFERENCE);
  }

  /** Every direct or indirect dependency of a resource. */
  before(node: Node): Set<string> {
    const seen = new Set<string>();
    const open = [...node.dependencies, ...Object.values(node.from).flat()];
    while (open.length > 0) {
      const urn = open.pop()!;
      if (seen.has(urn)) continue;
      seen.add(urn);
      const next = this.#byUrn.get(urn);
      if (next) open.push(...next.dependencies, ...Object.values(next.from).flat());
    }
    return seen;
  }

  /** Direct and indirect dependencies of an input. */
  origins(node: Node, property: string): Node[] {
    const first = (node.from[property] ?? []).flatMap((urn) => this.#byUrn.get(urn) ?? []);
    return first.flatMap((origin) => [
      origin,
      ...[...this.before(origin)].flatMap((urn) => this.#byUrn.get(urn) ?? []),
    ]);
  }
}

/** A key for what an input refers to, equal for equal references; undefined when it is unknown. */
export function referenceKey(node: Node, property: string): string | undefined {
  const written = text(node.inputs, property);
  if (typeof written === "string" && written !== "") return `id:${written}`;
  const made = node.from[property.split(/[.[]/)[0]!];
  return written instanceof Unknown && made?.length === 1 ? `urn:${made[0]}` : undefined;
}
