/** Replacement for a secret. */
export const REDACTED = "[secret]";

/** One- and two-character secrets are not redacted: too much of every message would go with them. */
const SHORTEST = 3;

/** Redacts secrets in a text, longest first, so that a secret that contains another is redacted as a whole. */
export function redacted(text: string, secrets: readonly string[]): string {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, () => REDACTED), text);
}
