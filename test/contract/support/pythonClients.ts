import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { childEnvironment } from "../../../system/environment.mjs";

/** A call in the format of `clients/client.py`. */
export interface ForeignCall {
  vendor: string;
  /** Name and version of the SDK. */
  sdk: readonly string[];
  endpoint: string;
  key: string;
  secret: string;
  project?: string;
  region: string;
  service: string;
  version?: string;
  /** The action, or "METHOD /path". */
  action: string;
  parameters: Record<string, unknown>;
  body?: unknown;
  /** Name of the SDK's response type. */
  answer: string;
}

/** The response as the vendor's SDK parsed it. */
export type ForeignAnswer =
  | { ok: true; body: Record<string, unknown> }
  | { ok: false; status: number | null; code: string | null; message: string | null };

/** The vendors' Python SDKs in a separate process. */
export class PythonClients {
  private readonly waiting: ((line: string) => void)[] = [];
  private errors = "";
  /** Calls, by SDK. */
  readonly calls: Record<string, number> = {};

  private constructor(
    private readonly child: ChildProcess,
    lines: Interface,
  ) {
    lines.on("line", (line) => this.waiting.shift()?.(line));
    child.stderr?.on("data", (text) => {
      this.errors += text;
    });
    child.on("exit", () => {
      for (const one of this.waiting.splice(0))
        one(JSON.stringify({ ok: false, status: null, code: null, message: this.errors }));
    });
  }

  static start(interpreter: string): PythonClients {
    const child = spawn(interpreter, [join(__dirname, "../clients/client.py")], {
      stdio: ["pipe", "pipe", "pipe"],
      env: childEnvironment("python"),
    });
    return new PythonClients(child, createInterface({ input: child.stdout! }));
  }

  call(call: ForeignCall): Promise<ForeignAnswer> {
    if (this.child.exitCode !== null) throw new Error(`the Python clients have ended: ${this.errors}`);
    const sdk = { huaweicloud: "huaweicloudsdk", alicloud: "alibabacloud", tencentcloud: "tencentcloud-sdk-python" }[
      call.vendor
    ];
    const name = `${sdk} ${call.service}`;
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    return new Promise((done) => {
      this.waiting.push((line) => done(JSON.parse(line) as ForeignAnswer));
      this.child.stdin?.write(`${JSON.stringify(call)}\n`);
    });
  }

  stop(): void {
    this.child.stdin?.end();
    this.child.kill();
  }
}
