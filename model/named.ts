import type { z } from "zod";

/**
 * A schema used by several resources: one type of this name in the package's schema, wherever it is used.
 *
 * @param about what the type is, independent of its use; `describe` says what it is for in one place
 */
export function named<S extends z.ZodType>(title: string, about: string, schema: S): S {
  return schema.meta({ title, about });
}
