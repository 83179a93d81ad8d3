import { addressOf } from "../address";
import type { ConnectOptions } from "../connectOptions";
import { ConnectProblem } from "../problem";

const LOGIN_TIMEOUT = 10_000;

/** One attempt to connect: what it has opened and how it ends. */
export class Attempt {
  readonly deadline: number;
  readonly address: string;
  private readonly open: { destroy(): void }[] = [];
  private accepted = false;

  constructor(private readonly options: ConnectOptions) {
    this.deadline = Date.now() + (options.timeoutMs ?? LOGIN_TIMEOUT);
    this.address = addressOf(options);
  }

  get left(): number {
    return Math.max(1, this.deadline - Date.now());
  }

  /** What has to be closed when the attempt ends early. */
  readonly opened = (one: { destroy(): void }): void => {
    this.open.push(one);
  };

  /** The server accepted the login: silence from now on is about the session. */
  loggedIn(): void {
    this.accepted = true;
  }

  /** The result of the work, or its failure; at the deadline or when the signal aborts, everything is closed. */
  async run<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.options;
    let timer: NodeJS.Timeout | undefined;
    let stop = () => {};
    const ended = new Promise<never>((_, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
      // The steps time out at the same moment and know better what was missing, so their error is preferred.
      timer = setTimeout(() => reject(this.late()), this.left + 20);
    });
    try {
      return await Promise.race([work, ended]);
    } catch (error) {
      work.catch(() => {});
      for (const one of this.open) one.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  late(): ConnectProblem {
    return new ConnectProblem(
      "hang",
      this.address,
      this.accepted
        ? "it accepted the login but does not answer while setting up the session"
        : "it sends its greeting but does not respond to the login",
      "check the server's load and error log, or allow more time",
    );
  }
}
