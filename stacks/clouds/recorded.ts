import { isDeepStrictEqual } from "node:util";
import type { ProviderInputs } from "./cloudProvider";

/** Whether a provider in the state has these inputs. */
export function isRecorded(recorded: Readonly<Record<string, unknown>>, inputs: ProviderInputs): boolean {
  const { version: _, ...before } = recorded;
  return isDeepStrictEqual(plainly(before), plainly(inputs));
}

/** Members that are no text are JSON in the state. */
function plainly(inputs: object): unknown {
  const values = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return Object.fromEntries(values.map(([key, value]) => [key, typeof value === "string" ? parsed(value) : value]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
