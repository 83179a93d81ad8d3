import { UserProblem } from "../../core/failure";

/** What a call is signed with. */
export interface Keys {
  accessKey: string;
  secretKey: string;
  securityToken?: string;
}

/** Temporary keys of an assumed role. */
export interface Session extends Required<Keys> {
  expires: Date;
}

/** Asked before every call: an update may wait for hours, and the keys of a role are valid for one. */
export type KeySource = () => Promise<Keys>;

/** How long before they expire keys are renewed: no call that is signed with them takes longer. */
const AHEAD_MS = 5 * 60_000;
/** While renewal fails, the old ones are used until then. */
const LAST_MS = 30_000;
/** Requested validity of a role's keys: every vendor's role grants an hour by default. */
export const SESSION_SECONDS = 3600;

export function fixedKeys(keys: Keys): KeySource {
  return async () => keys;
}

/** Keys of a role, assumed on first use and renewed before they expire; calls at the same time share one renewal. */
export function renewedKeys(assume: () => Promise<Session>, now: () => number = () => Date.now()): KeySource {
  let current: Session | undefined;
  let renewing: Promise<Session> | undefined;
  const leftMs = () => (current ? current.expires.getTime() - now() : 0);
  return async () => {
    if (current && leftMs() > AHEAD_MS) return current;
    renewing ??= assume().finally(() => {
      renewing = undefined;
    });
    try {
      current = await renewing;
    } catch (error) {
      if (!current || leftMs() <= LAST_MS) throw error;
    }
    return current;
  };
}

/** Something created with keys, and recreated when they change. */
export function withKeys<T>(source: KeySource, make: (keys: Keys) => Promise<T>): () => Promise<T> {
  let held: { keys: Keys; made: Promise<T> } | undefined;
  return async () => {
    const keys = await source();
    if (held?.keys !== keys) held = { keys, made: make(keys) };
    return held.made;
  };
}

/**
 * The session in a vendor's response.
 * @throws UserProblem naming what is missing, never a value
 */
export function sessionIn(doing: string, given: Record<keyof Session, string | undefined>): Session {
  const { accessKey, secretKey, securityToken, expires } = given;
  const at = new Date(expires ?? "");
  if (accessKey && secretKey && securityToken && !Number.isNaN(at.getTime()))
    return { accessKey, secretKey, securityToken, expires: at };
  const missing = Object.entries(given).flatMap(([name, value]) => (value ? [] : [name]));
  throw new UserProblem(
    `${doing}: the answer has ${missing.length > 0 ? `no ${missing.join(", ")}` : "a time of expiry that cannot be read"}; ` +
      "needed: the keys of the role, and until when they are valid",
  );
}
