import { createHash, createHmac } from "node:crypto";
import { request as send } from "node:http";
import { ProviderError } from "../../handler";

export interface TencentOptions {
  secretId: string;
  secretKey: string;
  token: string;
  region: string;
  /** Domain of all services, with its port: "127.0.0.1:8080". */
  domain: string;
}

/** A refusal by the API, in the wording of the vendor's Go SDK. */
export class TencentFailure extends ProviderError {
  constructor(
    readonly code: string,
    text: string,
    requestId: string,
  ) {
    super(`[TencentCloudSDKError] Code=${code}, Message=${text}, RequestId=${requestId}`);
  }
}

type Json = Record<string, unknown>;

const VERSIONS: Readonly<Record<string, string>> = { vpc: "2017-03-12", tag: "2018-08-13" };

/** Calls the services as the vendor's Terraform provider does: `<service>.<domain>`, signed with TC3-HMAC-SHA256. */
export class TencentClient {
  constructor(private readonly options: TencentOptions) {}

  get region(): string {
    return this.options.region;
  }

  /** @throws TencentFailure; ProviderError when nothing answers */
  async call(service: string, action: string, parameters: Json): Promise<Json> {
    const text = await this.post(service, action, JSON.stringify(parameters));
    const { Response } = JSON.parse(text) as { Response: Json };
    const { Code, Message } = (Response["Error"] ?? {}) as { Code?: string; Message?: string };
    if (Code !== undefined) throw new TencentFailure(Code, Message ?? "", String(Response["RequestId"]));
    return Response;
  }

  /** Like {@link call}, but returns undefined for what does not exist. */
  async find(service: string, action: string, parameters: Json): Promise<Json | undefined> {
    try {
      return await this.call(service, action, parameters);
    } catch (error) {
      if (error instanceof TencentFailure && /NotFound/.test(error.code)) return undefined;
      throw error;
    }
  }

  private post(service: string, action: string, body: string): Promise<string> {
    const [hostname, port] = this.options.domain.split(":");
    const host = `${service}.${this.options.domain}`;
    const headers = this.signed(service, action, host, body);
    return new Promise((resolve, reject) => {
      // The sandbox's domain is an address, below which no resolver knows a name.
      const call = send({ hostname, port, method: "POST", path: "/", headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
        answer.on("error", reject);
      });
      call.on("error", (error) =>
        reject(new ProviderError(`[TencentCloudSDKError] Code=ClientError.NetworkError, Message=${error.message}`)),
      );
      call.end(body);
    });
  }

  private signed(service: string, action: string, host: string, body: string): Record<string, string> {
    const { secretId, secretKey, token, region } = this.options;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const date = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
    const type = "application/json";
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
    const canonical = ["POST", "/", "", `content-type:${type}\nhost:${host}\n`, "content-type;host", hash(body)];
    const scope = `${date}/${service}/tc3_request`;
    const toSign = ["TC3-HMAC-SHA256", timestamp, scope, hash(canonical.join("\n"))].join("\n");
    const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request");
    return {
      "content-type": type,
      "content-length": String(Buffer.byteLength(body)),
      host,
      "x-tc-action": action,
      "x-tc-version": VERSIONS[service]!,
      "x-tc-region": region,
      "x-tc-timestamp": timestamp,
      ...(token ? { "x-tc-token": token } : {}),
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${hmac(key, toSign).toString("hex")}`,
    };
  }
}
