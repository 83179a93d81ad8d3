import { type Config, configSchema } from "../registry/config";

/**
 * The configuration of a dbferry provider as somebody else has kept it, such as a stack's state. It is judged again here, endpoints above
 * all: credentials would be used there.
 */
export function configFrom(kept: Readonly<Record<string, unknown>>): { config: Config; problems: string[] } {
  const known = Object.fromEntries(Object.entries(kept).filter(([key]) => key in configSchema.shape));
  const parsed = configSchema.safeParse(known);
  if (parsed.success) return { config: parsed.data as Config, problems: [] };
  return {
    config: {},
    problems: parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`),
  };
}
