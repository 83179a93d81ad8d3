/**
 * Records which values a request contained and which of them were read: a field that is never read was accepted and
 * ignored.
 */
export class Tracker {
  /** Paths of the values in the request, as "jobs[].name". */
  readonly given = new Set<string>();
  readonly read = new Set<string>();

  /** Wraps a value so that reading a part of it is recorded. */
  watch<T>(value: T, path = ""): T {
    if (!isContainer(value)) return value;
    this.note(value, path);
    return this.wrap(value, path);
  }

  private note(value: object, path: string): void {
    for (const [key, one] of Object.entries(value)) {
      const place = within(value, path, key);
      if (isContainer(one)) this.note(one, place);
      else if (one !== undefined) this.given.add(place);
    }
  }

  private wrap<T extends object>(value: T, path: string): T {
    return new Proxy(value, {
      get: (target, key) => {
        const one = Reflect.get(target, key);
        if (typeof key === "symbol" || !Object.hasOwn(target, key) || (Array.isArray(target) && key === "length")) {
          return one;
        }
        const place = within(target, path, key);
        if (isContainer(one)) return this.wrap(one, place);
        this.read.add(place);
        return one;
      },
    });
  }
}

function within(value: object, path: string, key: string): string {
  if (Array.isArray(value)) return `${path}[]`;
  return path ? `${path}.${key}` : key;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
