import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Problem } from "../../model/problems";

/** Output of a component, as other languages see it. */
export interface ComponentOutput {
  type: "string" | "number" | "string[]";
  description: string;
  secret?: true;
  /** May be absent. */
  optional?: boolean;
}

/** Inputs and outputs of a component: its validation, its documentation and the package's schema follow from this. */
export interface Definition<
  S extends z.ZodObject = z.ZodObject,
  P extends keyof z.input<S> & string = keyof z.input<S> & string,
> {
  /** Name in the token: `dbferry:index:<kind>`. */
  kind: string;
  description: string;
  inputs: S;
  /** Inputs that must be known when the program runs: they decide which resources exist, or become resource options. */
  plain: readonly P[];
  /** Dotted paths of inputs that are always secret. */
  secrets?: readonly string[];
  outputs: Readonly<Record<string, ComponentOutput>>;
  /** Replaces the schema check of the plain inputs, for components with more rules for them. */
  problems?(known: Readonly<Record<string, unknown>>): Problem[];
  /** What is wrong with plain inputs together; the schema checks each on its own. */
  together?(known: Readonly<Record<string, unknown>>): Problem[];
}

/** Preserves the types of `inputs` and `plain` as written. */
export function define<S extends z.ZodObject, const P extends keyof z.input<S> & string>(
  definition: Definition<S, P>,
): Definition<S, P> {
  return definition;
}

/** Arguments in a program: each may be known only later, except the plain ones. */
export type ArgsOf<D> =
  D extends Definition<infer S, infer P>
    ? Pick<z.input<S>, P & keyof z.input<S>> & {
        [K in keyof Omit<z.input<S>, P>]: pulumi.Input<Deep<Exclude<Omit<z.input<S>, P>[K], undefined>>>;
      }
    : never;

type Deep<T> = T extends string | number | boolean | undefined | null
  ? T
  : T extends readonly (infer E)[]
    ? pulumi.Input<Deep<E>>[]
    : { [K in keyof T]: pulumi.Input<Deep<Exclude<T[K], undefined>>> };
