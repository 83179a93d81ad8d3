import type { WireModel } from "./wire/model";

/** How the sandbox treats a request field of the vendor's API; "must": implemented, and mandatory. */
export type Verdict = "must" | "implemented" | "no effect" | "refused";

/**
 * Verdicts on the fields of one request type, each name once, separated by spaces. `idle`: accepted, and known to have
 * no effect here; `refused`: ignoring it would give a wrong answer.
 */
export interface Judged {
  must?: string;
  implemented?: string;
  idle?: string;
  refused?: string;
}

/** By the vendor's type name. */
export type Verdicts = Record<string, Judged>;

/** The verdict on one field of a request type. */
export function verdictOf(verdicts: Verdicts, type: string, field: string): Verdict | undefined {
  const judged = verdicts[type] ?? {};
  const has = (names: string | undefined) => names?.split(" ").includes(field);
  if (has(judged.must)) return "must";
  if (has(judged.implemented)) return "implemented";
  if (has(judged.idle)) return "no effect";
  return has(judged.refused) ? "refused" : undefined;
}

/** Mandatory fields of a type. */
export function mandatory(verdicts: Verdicts, type: string): string[] {
  return verdicts[type]?.must?.split(" ") ?? [];
}

/**
 * Fields of the model's requests without a verdict, and verdicts on fields that are not in the model; both must be
 * empty.
 */
export function gaps(model: WireModel, verdicts: Verdicts): string[] {
  const types = requestTypes(model);
  const unjudged = types.flatMap((type) =>
    Object.keys(model.types[type]!)
      .filter((field) => verdictOf(verdicts, type, field) === undefined)
      .map((field) => `no verdict on ${type}.${field}`),
  );
  const unknown = Object.entries(verdicts).flatMap(([type, { must, implemented, idle, refused }]) =>
    [must, implemented, idle, refused]
      .flatMap((names) => names?.split(" ") ?? [])
      .filter((field) => !types.includes(type) || model.types[type]![field] === undefined)
      .map((field) => `${type}.${field} is not part of a request`),
  );
  return [...unjudged, ...unknown];
}

function requestTypes(model: WireModel): string[] {
  const found = new Set<string>();
  const open = Object.values(model.actions).map(({ body }) => body);
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    const name = type.replace("[]", "");
    if (found.has(name) || !model.types[name]) continue;
    found.add(name);
    open.push(...Object.values(model.types[name]));
  }
  return [...found];
}
