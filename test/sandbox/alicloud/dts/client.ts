import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";

/** The class is the module's default export, nested according to the module format. */
const Client = ((OpenApi as unknown as { default?: typeof OpenApi }).default ?? OpenApi) as typeof OpenApi;

export interface Access {
  accessKey: string;
  secretKey: string;
}

/** Calls DTS through the vendor's own client. */
export function dtsClient(url: string, access: Access, algorithm?: string) {
  return rpcClient(url, access, "2020-01-01", algorithm);
}

/** Calls a service through the vendor's own client core. */
export function rpcClient(url: string, { accessKey, secretKey }: Access, version: string, algorithm?: string) {
  const client = new Client(
    new Config({
      accessKeyId: accessKey,
      accessKeySecret: secretKey,
      regionId: "cn-hangzhou",
      endpoint: new URL(url).host,
      protocol: "HTTP",
      signatureAlgorithm: algorithm,
    }),
  );
  return async (action: string, query: Record<string, unknown> = {}, body: Record<string, unknown> = {}) => {
    const params = new Params({
      action,
      version,
      protocol: "HTTP",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const texts = (values: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    const request = new OpenApiRequest({ query: texts(query), body: texts(body) });
    return (await client.callApi(params, request, new RuntimeOptions({}))).body as any;
  };
}

export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; statusCode: number }> {
  return call.then(
    (answer) => Promise.reject(new Error(`the call was not refused: ${JSON.stringify(answer)}`)),
    (error) => error,
  );
}
