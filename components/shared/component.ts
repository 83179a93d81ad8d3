import * as pulumi from "@pulumi/pulumi";
import { redacted } from "../../model/printing/redacted";
import { ProblemsError } from "../../model/problems";
import { isReview } from "../../model/review";
import { InProgramPolicy, type Resource } from "../../policies/inProgramPolicy";
import { checked } from "./checked";
import type { Definition } from "./definition";
import { knownOf, withLater } from "./later";
import { refusal } from "./refusal";

/** The class of a resource. */
type ResourceClass<A, R> = new (name: string, args: A, opts?: pulumi.CustomResourceOptions) => R;

/** Where a component is in the resource tree, and the rules that judge its children. */
interface Place {
  policy: InProgramPolicy;
  urn: string;
  protect?: boolean;
}

/**
 * Base class of dbferry's components. It refuses at once what the policy pack would refuse, whether or not the pack
 * runs: its children are judged before they are registered, and a value that is known only later is judged once it is
 * known, before the child is created.
 *
 * The stack's configuration `dbferry:policies` contains the pack's settings: level, exemptions and so on.
 */
export abstract class Component<A extends object = object> extends pulumi.ComponentResource {
  /** The arguments; a value that becomes known only later is checked then. */
  protected readonly args: A;
  readonly #place: Place;
  readonly #said = new Set<string>();

  /**
   * @param recorded what the state keeps of the arguments, once they have been validated
   * @throws pulumi.RunError with all problems of the arguments and of the settings in `dbferry:policies`
   */
  constructor(
    definition: Definition,
    name: string,
    args: A,
    opts?: pulumi.ComponentResourceOptions,
    recorded: () => pulumi.Inputs = () => ({}),
  ) {
    const type = `dbferry:index:${definition.kind}`;
    const good = checked(`${definition.kind} "${name}"`, definition, args);
    const kept = recorded();
    super(type, name, kept, opts);
    this.args = good;
    const above = opts?.parent instanceof Component ? opts.parent.#place : undefined;
    const protect = opts?.protect ?? above?.protect;
    this.#place = {
      policy: above?.policy ?? inProgramPolicy(),
      urn: urnOf(type, name, above?.urn),
      ...(protect === undefined ? {} : { protect }),
    };
    const { policy, urn } = this.#place;
    policy.enter({ type, name, urn, ...(above ? { parent: above.urn } : {}), props: knownOf(kept) });
  }

  /**
   * Creates a child, unless the pack would refuse it.
   *
   * @throws pulumi.RunError with rule, resource, value seen, value needed and fix of every finding
   */
  child<A extends object, R extends pulumi.CustomResource>(
    Type: ResourceClass<A, R>,
    name: string,
    args: A,
    opts: pulumi.CustomResourceOptions,
  ): R {
    return new Type(name, this.judged(Type, name, args), opts);
  }

  /** The inputs of a child, judged as the pack would; what is known only later is judged then. */
  judged<T extends object>(Type: object, name: string, inputs: T): T {
    if (leftToThePack()) return inputs;
    const type = tokenOf(Type);
    const { urn, protect } = this.#place;
    const child = { type, name, urn: urnOf(type, name, urn), parent: urn, ...(protect ? { protect } : {}) };
    this.#refuse({ ...child, props: knownOf(inputs) });
    return withLater(inputs, (path, later) =>
      later.apply(async (value) => {
        const hidden = (await pulumi.isSecret(later)) ? textsOf(value) : [];
        this.#refuse({ ...child, props: knownOf(inputs, { path, value }) }, hidden);
        return value;
      }),
    );
  }

  #refuse(resource: Resource, hidden: readonly string[] = []): void {
    const { refused, exempted } = this.#place.policy.judge(resource);
    for (const message of exempted.map((text) => redacted(text, hidden))) {
      if (this.#said.has(message)) continue;
      this.#said.add(message);
      void pulumi.log.info(message, this);
    }
    if (refused.length === 0) return;
    const list = refused.map((text) => redacted(text, hidden)).join("\n");
    throw refusal(`"${resource.name}" is refused and will not be created:\n${list}`);
  }
}

/**
 * `dbferry review` needs every finding of a plan, and lets the pack report them; a refusal here would hide those that
 * follow.
 */
function leftToThePack(): boolean {
  return pulumi.runtime.isDryRun() && isReview();
}

function inProgramPolicy(): InProgramPolicy {
  try {
    return new InProgramPolicy(new pulumi.Config("dbferry").getObject("policies"));
  } catch (error) {
    if (error instanceof ProblemsError) throw refusal(error.message);
    throw error;
  }
}

/** The type token, which every resource class has, generated or ours; the vendors' typings omit it. */
function tokenOf(Type: object): string {
  const { __pulumiType: token } = Type as { __pulumiType?: unknown };
  if (typeof token !== "string") throw new Error(`${String(Type)} is not a resource class: it has no __pulumiType`);
  return token;
}

/** The engine determines the real URN later; the rules need the parent types. */
function urnOf(type: string, name: string, above: string | undefined): string {
  const types = [...(above ? [above.split("::")[2]!] : []), type].join("$");
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${types}::${name}`;
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
