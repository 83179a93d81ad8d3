import type { Action, Service } from "./service";
import type { WireModel } from "./wire/model";

/** Wraps a service so that its responses contain every field of the model: the vendor sends null for missing values. */
export function completed(service: Service): Service {
  const { model } = service;
  const actions = Object.entries(service.actions).map(([name, run]): [string, Action] => {
    const { answer } = model.actions[name]!;
    // The gateway sets RequestId.
    return [name, async (call) => ({ ...(complete(model, answer, await run(call)) as object), RequestId: undefined })];
  });
  return { ...service, actions: Object.fromEntries(actions) };
}

function complete(model: WireModel, type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type.startsWith("[]")) return (value as unknown[]).map((one) => complete(model, type.slice(2), one));
  const fields = model.types[type];
  if (!fields) return value;
  const given = value as Record<string, unknown>;
  const known = Object.entries(fields).map(([name, one]) => [name, complete(model, one, given[name])]);
  return { ...given, ...Object.fromEntries(known) };
}
