import type { z } from "zod";

/**
 * A shape that several resources share: one type in the package's schema, by this name, wherever it is used.
 *
 * @param about what it is, whoever uses it; `describe` says what it is for in one place
 */
export function named<S extends z.ZodType>(title: string, about: string, schema: S): S {
  return schema.meta({ title, about });
}
