/** An option that takes several values with commas between them; undefined when it was not given. */
export function list(text: string | undefined): string[] | undefined {
  return text === undefined
    ? undefined
    : text
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean);
}
