/** Counts findings, of which there may be many thousands, and keeps the first ones. */
export class Tally {
  count = 0;
  readonly examples: string[] = [];

  constructor(private readonly keep = 50) {}

  add(item: string): void {
    this.count += 1;
    if (this.examples.length < this.keep) this.examples.push(item);
  }

  /** `a, b, c and 7 more`. */
  toString(): string {
    const shown = this.examples.slice(0, 8).join(", ");
    return this.count > 8 ? `${shown} and ${this.count - 8} more` : shown;
  }
}
