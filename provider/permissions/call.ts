/**
 * What credentials are for: an update or its removal, an audit, the removal of what an audit found, an update of the
 * components that connect networks.
 */
export const PURPOSES = ["up", "audit", "clean", "networks"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** One vendor API call made with the user's credentials, and the permissions it needs. */
export interface Call {
  /** The vendor's names of the permissions. */
  needs: readonly string[];
  purposes: readonly Purpose[];
  /** The vendor's Pulumi resource that makes the call; absent: dbferry does. */
  resource?: string;
  /** The vendor's documentation does not list this call; the name is inferred from similar calls. */
  assumed?: true;
}

/** Distinct permissions that the calls for a purpose need. */
export function permissionsOf(calls: Readonly<Record<string, Call>>, purpose: Purpose): string[] {
  const needed = Object.values(calls).filter(({ purposes }) => purposes.includes(purpose));
  return [...new Set(needed.flatMap(({ needs }) => needs))].sort();
}
