import { UserProblem } from "../core/failure";

/** A cloud had to be called, and the credentials or settings for it are missing. */
export class NotConfigured extends UserProblem {
  constructor(
    readonly section: string,
    /** Names of the missing environment variables, with the other way to give one. */
    readonly missing: readonly string[],
    message: string,
  ) {
    super(message);
    this.name = "NotConfigured";
  }
}

/**
 * Fails with all settings that a cloud's client lacks.
 *
 * @param names environment variables; another account than the first has its settings from there alone
 * @param also other ways to give a setting
 */
export function requireSettings<T extends { account?: string }, K extends keyof T & string>(
  section: string,
  given: T,
  names: { [Name in K]?: string },
  also: Partial<Record<K, string>> = {},
): asserts given is T & Required<Pick<T, K>> {
  const missing = (Object.keys(names) as K[]).filter((name) => !given[name]);
  if (missing.length === 0) return;
  const { account } = given;
  const variable = (name: K) => (account ? `${names[name]}_${account.toUpperCase()}` : names[name]!);
  const ways = (name: K) =>
    account
      ? `set it as ${variable(name)}`
      : `set it on the dbferry provider or as ${variable(name)}${also[name] ? `, or as ${also[name]}` : ""}`;
  const lines = missing.map(
    (name) => `  - ${section}.${name}: missing; needed: credentials of the account; ${ways(name)}`,
  );
  const what = account ? `${section}, account ${account}` : section;
  throw new NotConfigured(
    section,
    missing.map((name) => (account || !also[name] ? variable(name) : `${variable(name)} (${also[name]})`)),
    [`the dbferry provider cannot reach ${what}:`, ...lines].join("\n"),
  );
}
