/**
 * The essence of an error printed by a vendor's Pulumi provider: what was requested, the cloud's own code and message,
 * and the request id for its support. URLs, HTTP methods, provider file names and raw responses are left out.
 */
export function withoutDump(message: string): string {
  for (const read of [ofAlibaba, ofHuawei, ofTencent]) {
    const summary = read(message);
    if (summary !== undefined) return summary;
  }
  return message;
}

interface Refused {
  cloud: string;
  action?: string;
  code?: string;
  words?: string;
  request?: string;
}

function shown({ cloud, action, code, words, request }: Refused): string {
  const what = action ? `${cloud} refused ${action}` : `${cloud} refused a request`;
  const detail = [code, words?.trim()].filter(Boolean).join(": ");
  return `${what}${detail ? `: ${detail}` : ""}${request ? ` (request ${request})` : ""}`;
}

/** `[ERROR] file.go:1: Resource alicloud_db_connection AllocateInstancePublicConnection Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\nSDKError: …` */
function ofAlibaba(message: string): string | undefined {
  if (!/SDKError:|\[SDK alibaba-cloud-sdk-go ERROR\]/.test(message)) return undefined;
  const action = /Resource \S+ (\w+) Failed!!!/.exec(message)?.[1];
  const code = /^\s*Code: (\S+)/m.exec(message)?.[1] ?? /ErrorCode: (\S+)/.exec(message)?.[1];
  const words = /^\s*Message: (.*)$/m.exec(message)?.[1];
  if (code === undefined && words === undefined) return undefined;
  const request = /"RequestId":\s*"([\w-]+)"/i.exec(message)?.[1] ?? /request id: ([\w-]+)/i.exec(message)?.[1];
  return shown({
    cloud: "Alibaba Cloud",
    action,
    code,
    request,
    words: words?.replace(/^code: \d+, /, "").replace(/,?\s*request id: [\w-]+.*$/i, ""),
  });
}

/** `error creating EIP: Bad request with: [POST http://…], request_id: …, error message: {"error_code":…,"error_msg":…}` */
function ofHuawei(message: string): string | undefined {
  const found = /^(.*?)(?:: )?[\w ]+: \[(?:GET|POST|PUT|PATCH|DELETE) https?:\/\/[^\]]*\](.*)$/s.exec(message);
  if (!found) return undefined;
  const [, before = "", after = ""] = found;
  const code = /"(?:error_code|errorCode|code)":\s*"([^"]+)"/.exec(after)?.[1];
  const words = /"(?:error_msg|errorMsg|message)":\s*"((?:[^"\\]|\\.)*)"/.exec(after)?.[1]?.replace(/\\(.)/g, "$1");
  const request = /request_id: ([\w-]+)/.exec(after)?.[1];
  const action = /error (\w+ing .*)$/i.exec(before.split("\n").at(-1)!.replace(/:\s*$/, ""))?.[1];
  return shown({ cloud: "Huawei Cloud", action, code, words, request });
}

/** `[TencentCloudSDKError] Code=…, Message=…, RequestId=…` */
function ofTencent(message: string): string | undefined {
  const found = /\[TencentCloudSDKError\] Code=(\S+?), Message=(.*?)(?:, RequestId=([\w-]+))?\s*$/s.exec(message);
  if (!found) return undefined;
  const [, code, words, request] = found;
  return shown({ cloud: "Tencent Cloud", code, words, request });
}
