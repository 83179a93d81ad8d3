import { notJson } from "../../http/problem";
import type { Keys } from "../keys";
import { TencentError } from "./error";

export interface Request {
  doing: string;
  service: string;
  action: string;
  version: string;
  region: string | undefined;
  parameters: object;
  endpoint: URL;
  keys: Keys;
  /** Milliseconds. */
  timeout: number;
}

/**
 * One call with the vendor's SDK's signing and HTTP. Its own client signs with the first label of the host as the
 * service's name, which is wrong for a custom endpoint.
 * @throws TencentError
 */
export async function exchange<T>({ doing, endpoint, keys, parameters, region, ...call }: Request): Promise<T> {
  // Loaded on first use: the provider must start fast.
  const { HttpConnection } = await import("tencentcloud-sdk-nodejs-common/tencentcloud/common/http/http_connection.js");
  const response = await HttpConnection.doRequestWithSign3({
    method: "POST",
    url: `${endpoint.origin}/`,
    data: parameters,
    region: region as string,
    service: call.service,
    action: call.action,
    version: call.version,
    timeout: call.timeout,
    secretId: keys.accessKey,
    secretKey: keys.secretKey,
    token: keys.securityToken as string,
    requestClient: "dbferry",
    language: "en-US",
  });
  const text = await response.text();
  if (response.status !== 200) throw new TencentError(doing, "", text || "no text", undefined, response.status);
  const answer = parsed<T>(text)?.Response;
  if (typeof answer !== "object" || answer === null) throw notJson(doing, endpoint.origin);
  if (!answer.Error) return answer;
  throw new TencentError(doing, answer.Error.Code ?? "", answer.Error.Message ?? "no reason given", answer.RequestId);
}

interface Envelope<T> {
  Response?: T & { RequestId?: string; Error?: { Code?: string; Message?: string } };
}

function parsed<T>(text: string): Envelope<T> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
