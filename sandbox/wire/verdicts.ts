import { z } from "zod";

/** How the sandbox treats a request field of the vendor's API. */
export type Verdict = "implemented" | "no effect" | "refused";

/** By path, as "jobs[].name"; the verdict on an object applies to everything in it. */
export type Verdicts = Map<string, Verdict>;

const IDLE = z.registry<{ why: string }, z.ZodType>();

/**
 * A field that is accepted but has no effect in the sandbox.
 * @param why what it controls, and why that is not observable here
 */
export function idle<T extends z.ZodType>(schema: T, why: string): z.ZodOptional<T> {
  return withoutEffect(schema.optional(), why);
}

/** The same for a mandatory field. */
export function withoutEffect<T extends z.ZodType>(schema: T, why: string): T {
  IDLE.add(schema, { why });
  return schema;
}

/**
 * Fields that the cloud accepts but the sandbox does not simulate. A request with one of them is refused, because
 * ignoring it would give a wrong answer.
 */
export function refused<const N extends string>(...names: N[]): Record<N, z.ZodOptional<z.ZodNever>> {
  const never = () => z.never({ error: NOT_IMPLEMENTED }).optional();
  return Object.fromEntries(names.map((name) => [name, never()])) as Record<N, z.ZodOptional<z.ZodNever>>;
}

const NOT_IMPLEMENTED = "exists in the cloud, but the sandbox does not implement it: leave it out";

/** The verdict on each field that a schema knows. */
export function verdictsOf(schema: z.ZodType | undefined, root = ""): Verdicts {
  const verdicts: Verdicts = new Map();
  if (schema) collect(schema, root, verdicts);
  return verdicts;
}

function collect(schema: z.core.$ZodType, path: string, into: Verdicts): void {
  const { def } = (schema as z.ZodType)._zod as unknown as { def: AnyDef };
  if (IDLE.has(schema as z.ZodType)) into.set(path, "no effect");
  else if (def.type === "never") into.set(path, "refused");
  else if (def.innerType) collect(def.innerType, path, into);
  else if (def.in) collect(def.in, path, into);
  else if (def.element) collect(def.element, `${path}[]`, into);
  else if (def.valueType) collect(def.valueType, `${path}{}`, into);
  else if (def.options) for (const option of def.options) collect(option, path, into);
  else if (def.shape)
    for (const [name, one] of Object.entries(def.shape)) collect(one, path ? `${path}.${name}` : name, into);
  else into.set(path, "implemented");
}

/** The parts of a schema definition: a wrapped schema, the input of a pipe, elements, values, alternatives, fields. */
interface AnyDef {
  type: string;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  shape?: Record<string, z.core.$ZodType>;
}
