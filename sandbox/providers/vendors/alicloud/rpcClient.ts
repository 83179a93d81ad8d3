import { createHmac, randomUUID } from "node:crypto";
import { canonicalQuery } from "../../../alicloud/signature";
import { ProviderError } from "../../handler";

export interface RpcOptions {
  /** Base URL, such as "http://127.0.0.1:8080". */
  endpoint: string;
  accessKey: string;
  secretKey: string;
  region: string;
  /** Of the service: key of its endpoint, and the version of its API. */
  service: { name: string; version: string };
}

export const RDS = { name: "rds", version: "2014-08-15" };
export const VPC = { name: "vpc", version: "2016-04-28" };

/** An error response of the API. */
export class RpcFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly data: Record<string, unknown>,
  ) {
    super(message);
  }

  /** In the format of the vendor's Go SDK. */
  override toString(): string {
    const lines = [
      `StatusCode: ${this.status}`,
      `Code: ${this.code}`,
      `Message: ${this.message}`,
      `Data: ${JSON.stringify(this.data)}`,
    ];
    return `SDKError:\n   ${lines.join("\n   ")}\n`;
  }
}

/** Calls a service as the vendor's Terraform provider does: RPC over POST, signed with HMAC-SHA1, parameters as a form. */
export class RpcClient {
  constructor(private readonly options: RpcOptions) {}

  get region(): string {
    return this.options.region;
  }

  /** @throws RpcFailure */
  async call(action: string, parameters: Record<string, string>): Promise<Record<string, unknown>> {
    if (!this.options.endpoint) {
      throw new ProviderError(
        `the stand-in for alicloud connects only to the sandbox: set endpoints[0].${this.options.service.name} and protocol HTTP of the provider`,
      );
    }
    const form = Object.entries({ RegionId: this.options.region, SourceIp: "", ...parameters });
    const query = Object.entries({
      Action: action,
      Format: "json",
      Version: this.options.service.version,
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      SignatureNonce: randomUUID(),
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      AccessKeyId: this.options.accessKey,
    });
    const toSign = `POST&%2F&${encodeURIComponent(canonicalQuery([...query, ...form]))}`;
    const signature = createHmac("sha1", `${this.options.secretKey}&`).update(toSign).digest("base64");
    const search = new URLSearchParams([...query, ["Signature", signature]]);
    const response = await fetch(`${this.options.endpoint}/?${search}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.ok) return body;
    const message = `code: ${response.status}, ${String(body["Message"])} request id: ${String(body["RequestId"])}`;
    throw new RpcFailure(response.status, String(body["Code"]), message, body);
  }
}
