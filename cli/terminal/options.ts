/** An option with several comma-separated values; undefined if absent. */
export function list(text: string | undefined): string[] | undefined {
  return text === undefined
    ? undefined
    : text
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean);
}
