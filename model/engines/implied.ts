import type { EngineFacts } from "./facts";

/** An engine's own settings without those that say what holds anyway. */
export function withoutImplied<T extends object>({ implied = {} }: EngineFacts, settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([key, value]) => implied[key] !== value)) as T;
}
