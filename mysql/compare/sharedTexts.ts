/** Interns strings: most texts are repeated across the tables of a schema and across both sides of a migration. */
export class SharedTexts {
  private readonly known = new Map<string, string>();

  of(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, text);
    return text;
  }
}
