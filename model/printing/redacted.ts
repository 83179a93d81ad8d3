/** Text that stands for a secret. */
export const REDACTED = "[secret]";

/** Shorter secrets are not redacted: they would take half of every message with them. */
const SHORTEST = 3;

/** Redacts secrets in a text, the longest first, so that one that holds another goes as a whole. */
export function redacted(text: string, secrets: readonly string[]): string {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, () => REDACTED), text);
}
