import { type Config, configSchema } from "../registry/config";

/**
 * A dbferry provider's configuration as stored elsewhere, such as in a stack's state. It is validated again here,
 * endpoints above all, because credentials would be sent there.
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
