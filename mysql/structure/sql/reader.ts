import { NotUnderstood, type Token, tokens } from "./tokens";

/** Known differences between how versions print a text. */
export interface Writing {
  /** MySQL 8 writes `_utf8mb4'a'` in CHECKs and generated columns where others write `'a'`. */
  introducersAdded?: boolean;
  /** True when database and table names are not case-sensitive. */
  fold?: boolean;
  /** The database that the text belongs to: some versions print it where others omit it. */
  database?: string;
}

/** The parts of the grammar that call each other. */
export interface Grammar {
  expression(reader: Reader, writing: Writing, above?: number): string;
  query(reader: Reader, writing: Writing): string;
}

/** A cursor over the tokens of one text. */
export class Reader {
  private at = 0;
  private readonly list: readonly Token[];

  constructor(
    readonly text: string,
    readonly grammar: Grammar,
  ) {
    this.list = tokens(text);
  }

  peek(ahead = 0): Token | undefined {
    return this.list[this.at + ahead];
  }

  get done(): boolean {
    return this.at >= this.list.length;
  }

  next(): Token {
    const token = this.list[this.at];
    if (!token) throw new NotUnderstood("it ends too early");
    this.at += 1;
    return token;
  }

  /** True when the next tokens are these words or symbols. */
  is(...wanted: string[]): boolean {
    return wanted.every((word, ahead) => {
      const token = this.peek(ahead);
      return (token?.kind === "word" || token?.kind === "sign") && token.value.toLowerCase() === word;
    });
  }

  /** True when the next token is one of these words. */
  isOne(words: ReadonlySet<string>): boolean {
    const token = this.peek();
    return token?.kind === "word" && words.has(token.value.toLowerCase());
  }

  take(...wanted: string[]): boolean {
    if (!this.is(...wanted)) return false;
    this.at += wanted.length;
    return true;
  }

  must(...wanted: string[]): void {
    if (!this.take(...wanted)) this.fail(wanted.join(" "));
  }

  fail(wanted: string): never {
    const token = this.peek();
    throw new NotUnderstood(
      `'${token ? this.text.slice(token.from, token.from + 30) : "the end"}' where ${wanted} is expected`,
    );
  }

  /** A name, quoted or not. */
  name(): string {
    const token = this.next();
    if (token.kind !== "name" && token.kind !== "word") {
      this.at -= 1;
      this.fail("a name");
    }
    return token.value;
  }

  string(): string {
    const token = this.next();
    if (token.kind !== "text") {
      this.at -= 1;
      this.fail("a text");
    }
    return token.value;
  }

  /** The text inside a group in parentheses. */
  group(): string {
    const open = this.peek();
    this.must("(");
    let depth = 1;
    for (;;) {
      const token = this.next();
      if (token.kind !== "sign") continue;
      if (token.value === "(") depth += 1;
      if (token.value === ")" && --depth === 0) return this.text.slice(open!.to, token.from);
    }
  }
}
