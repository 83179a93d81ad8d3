/** A call and its answer, as they went over the wire. */
export interface Exchange {
  /** Names of the cloud and of its service, with a space between. */
  service: string;
  /** The action's name, or "METHOD /path" with `{}` for every parameter of the path; undefined when there is no such action. */
  action: string | undefined;
  status: number;
  /** Parsed; undefined when there is none. */
  body: unknown;
  /** Paths of what the request gave and the service has under "played", as "jobs[].name". */
  given?: ReadonlySet<string>;
  /** Those of them that the service has read so far. It may read a part of a request later: a task's, when the task starts. */
  read?: ReadonlySet<string>;
}

/** Tells whoever compares the answers of the clouds with the vendors' models. Costs nothing while nobody does. */
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
