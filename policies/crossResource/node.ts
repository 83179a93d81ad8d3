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
  /** URNs that it waits for. */
  dependencies: readonly string[];
  /** URNs that each input depends on. */
  from: Readonly<Record<string, readonly string[]>>;
  /** The resource option `protect`. */
  protect?: boolean;
}

/** Facts that only the whole plan shows, for the given rules alone. */
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

  /** Every resource whose type has a role in findings over several resources, with the role. */
  withRole<R extends keyof CrossResourceRole>(role: R): { node: Node; role: NonNullable<CrossResourceRole[R]> }[] {
    return this.nodes.flatMap((node) => {
      const found = descriptorOf(node.type)?.crossResource?.[role];
      return found === undefined ? [] : [{ node, role: found }];
    });
  }

  /**
   * The resource of the given types that an input refers to: the one it depends on, or the one with the id it contains.
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
   * True when one reference among an input's values names a resource of the plan that fits. An id that is written must be that of the
   * resource: that the input depends on another one as well says nothing about this value. An id that is not known yet comes from what the
   * input depends on, unless part of that is outside the plan.
   */
  names(node: Node, property: string, value: Known<string>, fits: (found: Node) => boolean): boolean {
    if (typeof value === "string")
      return this.nodes.some((other) => other !== node && text(other.inputs, "id") === value && fits(other));
    const made = (node.from[property.split(/[.[]/)[0]!] ?? []).map((urn) => this.#byUrn.get(urn));
    return made.some((found) => found && fits(found)) && made.every((found) => found && found.type !== STACK_REFERENCE);
  }

  /** Every resource that a resource waits for, directly or indirectly. */
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

  /** Resources that an input depends on, directly or indirectly. */
  origins(node: Node, property: string): Node[] {
    const first = (node.from[property] ?? []).flatMap((urn) => this.#byUrn.get(urn) ?? []);
    return first.flatMap((origin) => [
      origin,
      ...[...this.before(origin)].flatMap((urn) => this.#byUrn.get(urn) ?? []),
    ]);
  }
}

/** What an input refers to, as a key that is equal for equal references; undefined when it is not known. */
export function referenceKey(node: Node, property: string): string | undefined {
  const written = text(node.inputs, property);
  if (typeof written === "string" && written !== "") return `id:${written}`;
  const made = node.from[property.split(/[.[]/)[0]!];
  return written instanceof Unknown && made?.length === 1 ? `urn:${made[0]}` : undefined;
}
