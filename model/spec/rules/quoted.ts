/** A name as the user wrote it, with its edges visible. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
