import type { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient";
import { notJson } from "../../http/problem";
import type { Keys } from "../keys";
import { liftBatchError } from "./error";

/** Redirects and compression are refused by the guard; the SDK must not handle them itself. */
const HTTP = { maxRedirects: 0, decompress: false };

/** Marks a response that is not JSON on its way through the SDK. */
const UNREAD = Symbol("not JSON");

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export type Sdk = HcClient;

/**
 * The vendor's SDK core for one endpoint. Its HTTP client is given a silent logger because it writes whole failed requests,
 * passwords included, to the console.
 *
 * @param projectId absent for a service that belongs to the account, not to a project
 */
export async function connect(
  endpoint: string,
  { accessKey, secretKey, securityToken }: Keys,
  projectId?: string,
): Promise<Sdk> {
  // Loaded on first use: the provider must start fast, and previews need no cloud.
  const [{ HcClient }, { DefaultHttpClient }, { BasicCredentials }] = await Promise.all([
    import("@huaweicloud/huaweicloud-sdk-core/HcClient.js"),
    import("@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js"),
    import("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js"),
  ]);
  const credentials = new BasicCredentials().withAk(accessKey).withSk(secretKey);
  if (projectId !== undefined) credentials.withProjectId(projectId);
  if (securityToken) credentials.withSecurityToken(securityToken);
  const http = new DefaultHttpClient(
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's logger type has a dozen members that it never calls
    { logger: SILENT as any, axiosRequestConfig: HTTP as any },
    [endpoint],
  );
  const send = http.sendRequest.bind(http);
  http.sendRequest = async (request) => {
    const answer = await send<never>(request).catch((error) => Promise.reject(liftBatchError(error)));
    // The SDK returns an empty object for a body that it cannot parse, which would read as "nothing there".
    const data: unknown = answer.data;
    const unread = typeof data === "string" && data !== "";
    return (unread ? { ...answer, data: { [UNREAD]: true } } : answer) as never;
  };
  return new HcClient(http).withEndpoints([endpoint]).withCredential(credentials);
}

/** One call. @throws whatever the SDK does, and EndpointProblem for an answer that is not JSON */
export async function sendOnce<T>(
  client: Sdk,
  doing: string,
  endpoint: string,
  options: Parameters<Sdk["sendRequest"]>[0],
): Promise<T & { httpStatusCode?: number }> {
  const answer = await client.sendRequest<T & { httpStatusCode?: number; [UNREAD]?: boolean }>(options);
  if (answer[UNREAD]) throw notJson(doing, endpoint);
  return answer;
}
