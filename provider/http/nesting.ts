const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Tracks the bracket depth of JSON text, chunk by chunk. Parsers and printers recurse, and deeply nested text would
 * crash them.
 */
export class Nesting {
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** The greatest depth in this chunk. */
  follow(chunk: Uint8Array): number {
    let deepest = this.depth;
    for (const byte of chunk) {
      if (this.inString) this.step(byte);
      else if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++this.depth);
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.depth--;
    }
    return deepest;
  }

  private step(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
  }
}
