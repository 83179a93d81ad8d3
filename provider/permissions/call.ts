/** What credentials are for: an update or its removal, an audit, the removal of what an audit found. */
export const PURPOSES = ["up", "audit", "clean"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** One call of a vendor's API that is made with the user's credentials, and what the vendor wants for it. */
export interface Call {
  /** The vendor's names of the permissions. */
  needs: readonly string[];
  purposes: readonly Purpose[];
  /** The vendor's own Pulumi resource that makes it; absent: dbferry does. */
  resource?: string;
  /** The vendor's documents do not list this call; the name follows from calls of the same kind. */
  assumed?: true;
}

/** Names of all permissions that the calls for a purpose need, each once. */
export function permissionsOf(calls: Readonly<Record<string, Call>>, purpose: Purpose): string[] {
  const needed = Object.values(calls).filter(({ purposes }) => purposes.includes(purpose));
  return [...new Set(needed.flatMap(({ needs }) => needs))].sort();
}
