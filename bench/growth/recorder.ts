import { createHash } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";

/** One request to a cloud of the sandbox, with its response. */
export interface Recorded {
  /** The current activity, as set on the recorder. */
  during: string;
  /** `DescribeDBInstances`, `GET /vpc/v3/...`. */
  call: string;
  /** Parameters and body. */
  parameters: string;
  /** Digest of the response. */
  answer: string;
  /** Whether the request is read-only. */
  reads: boolean;
  /** True for dbferry's own clients, false for a vendor's provider. */
  own: boolean;
}

const CHANNEL = "http.server.request.start";

/** Signature parameters of an Alibaba request, which differ every time. */
const SIGNING =
  /^(Signature|SignatureNonce|SignatureMethod|SignatureVersion|Timestamp|AccessKeyId|Format|Version|Action)$/;

/** Records requests to the clouds of a sandbox in this process. */
export class Recorder {
  readonly calls: Recorded[] = [];
  during = "";

  /** @param ignored ports that do not belong to a cloud */
  constructor(private readonly ignored: readonly number[]) {
    subscribe(CHANNEL, this.onRequest);
  }

  stop(): void {
    unsubscribe(CHANNEL, this.onRequest);
  }

  private readonly onRequest = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (this.ignored.includes(request.socket.localPort ?? 0)) return;
    const { during } = this;
    const body: Buffer[] = [];
    const emit = request.emit.bind(request);
    // Adding a listener would consume the data before the server reads it.
    request.emit = (event: string | symbol, ...args: unknown[]) => {
      if (event === "data") body.push(args[0] as Buffer);
      return emit(event as string, ...args);
    };
    const answer = createHash("sha256");
    for (const name of ["write", "end"] as const) {
      const write = response[name].bind(response) as (...given: unknown[]) => never;
      response[name] = (chunk?: unknown, ...rest: unknown[]) => {
        if (typeof chunk === "string" || Buffer.isBuffer(chunk)) answer.update(withoutId(String(chunk)));
        if (name === "end")
          this.calls.push({ during, ...describeRequest(request, body), answer: answer.digest("hex") });
        return write(chunk, ...rest);
      };
    }
  };
}

/** Removes the request id, which is unique to every response. */
function withoutId(text: string): string {
  return text.replace(/"(RequestId|request_id)":"[^"]*"/g, "");
}

function describeRequest(request: IncomingMessage, chunks: readonly Buffer[]): Omit<Recorded, "during" | "answer"> {
  const url = new URL(request.url ?? "", "http://sandbox");
  const body = Buffer.concat(chunks).toString();
  const form = [...url.searchParams, ...new URLSearchParams(body)];
  const action = request.headers["x-acs-action"] ?? form.find(([name]) => name === "Action")?.[1];
  const own = /AlibabaCloud|huaweicloud-usdk/.test(request.headers["user-agent"] ?? "");
  if (action === undefined) {
    const reads = request.method === "GET" || /\/jobs$|batch-(detail|progress|precheck-result)$/.test(url.pathname);
    return { call: `${request.method} ${url.pathname}${url.search}`, parameters: body, reads, own };
  }
  const given = form.filter(([name]) => !SIGNING.test(name)).map((one) => one.join("="));
  return { call: String(action), parameters: given.sort().join("&"), reads: /^Describe/.test(String(action)), own };
}
