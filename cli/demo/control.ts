import { UserError } from "../terminal/errors";

/** Controls the sandbox: its writer and the state of its clouds. */
export class Control {
  constructor(private readonly url: string) {}

  /** Starts the writer, which keeps changing the source while the task runs. */
  async startWriter(): Promise<void> {
    await this.call("POST", "writer", { running: true });
  }

  /** Stops it; returns how many transactions it committed. */
  async stopWriter(): Promise<number> {
    const { committed } = await this.call<{ committed: number }>("POST", "writer", { running: false });
    return committed;
  }

  /** The complete state of the sandbox's clouds, as plain data. */
  async world(): Promise<unknown> {
    return this.call("GET", "world");
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url.replace(/\/+$/, "")}/${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok)
      throw new UserError(`the sandbox refused ${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
