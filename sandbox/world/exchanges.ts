/** A call and its response as sent over the wire. */
export interface Exchange {
  /** Names of the cloud and its service, separated by a space. */
  service: string;
  /**
   * The action's name, or "METHOD /path" with `{}` for every path parameter; undefined when there is no such action.
   */
  action: string | undefined;
  status: number;
  /** Parsed; undefined when there is none. */
  body: unknown;
  /** Paths of the request's fields whose verdict is "implemented", as "jobs[].name". */
  given?: ReadonlySet<string>;
  /** Those of them that the service has read so far. It may read some later: a task's settings when the task starts. */
  read?: ReadonlySet<string>;
}

/**
 * Publishes calls to listeners that compare the clouds' responses with the vendors' models. Free of cost without
 * listeners.
 */
export class Exchanges {
  private readonly listeners = new Set<(exchange: Exchange) => void>();

  get watched(): boolean {
    return this.listeners.size > 0;
  }

  watch(listener: (exchange: Exchange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(exchange: Exchange): void {
    for (const listener of this.listeners) listener(exchange);
  }
}
