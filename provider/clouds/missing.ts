import { UserProblem } from "../core/failure";

/** Fails with every setting that a cloud's client lacks, at once. */
export function requireSettings<T extends object, K extends keyof T & string>(
  section: string,
  given: T,
  names: Record<K, string>,
): asserts given is T & Required<Pick<T, K>> {
  const missing = (Object.keys(names) as K[]).filter((name) => !given[name]);
  if (missing.length === 0) return;
  const lines = missing.map(
    (name) => `  - ${section}.${name}: missing; set it on the dbferry provider or as ${names[name]}`,
  );
  throw new UserProblem([`the dbferry provider cannot reach ${section}:`, ...lines].join("\n"));
}
