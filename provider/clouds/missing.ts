import { UserProblem } from "../core/failure";

/** A cloud had to be called, and the credentials or settings for it are missing. */
export class NotConfigured extends UserProblem {
  constructor(
    readonly section: string,
    /** Names of the missing environment variables. */
    readonly missing: readonly string[],
    message: string,
  ) {
    super(message);
    this.name = "NotConfigured";
  }
}

/** Fails with all settings that a cloud's client lacks. */
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
  throw new NotConfigured(
    section,
    missing.map((name) => names[name]),
    [`the dbferry provider cannot reach ${section}:`, ...lines].join("\n"),
  );
}
