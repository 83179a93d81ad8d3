/** An access key. */
export interface Key {
  id: string;
  secret: string;
  /** Of a temporary key, which needs it in every request. */
  token?: string;
  /** Epoch milliseconds; absent: it does not expire. */
  expires?: number;
}

/** What is wrong with the token of a request. */
export type TokenFault = "missing" | "notExpected" | "wrong" | "expired";

/** The access keys that a cloud accepts: the account's own, and those of the roles that were assumed. */
export class KeyRing {
  private readonly temporary = new Map<string, Required<Key>>();

  constructor(private readonly own: Key) {}

  find(id: string): Key | undefined {
    return id === this.own.id ? this.own : this.temporary.get(id);
  }

  issue(key: Required<Key>): void {
    this.temporary.set(key.id, key);
  }

  /** Ends every temporary key, as when a role's sessions are revoked. */
  expireAll(): void {
    for (const key of this.temporary.values()) key.expires = 0;
  }
}

export function tokenFault({ token, expires }: Key, given: string | undefined, now: number): TokenFault | undefined {
  if (token === undefined) return given === undefined ? undefined : "notExpected";
  if (given === undefined) return "missing";
  if (given !== token) return "wrong";
  return expires !== undefined && now >= expires ? "expired" : undefined;
}
