import type OpenApi from "@alicloud/openapi-client/dist/client";
import "./quiet";
import type { Limits } from "../../http/guard";
import type { Keys } from "../keys";

/** As loaded; a separate file in a bundle, apart from the SDK of RDS. */
const load = () => import("@alicloud/openapi-client/dist/client.js");
type Module = Awaited<ReturnType<typeof load>>;

export interface Rpc {
  /** The response's body. */
  call(action: string, version: string, parts: { query: object; body?: object }): Promise<unknown>;
}

/** A service through the vendor's own client core, which is loaded on first use. */
export async function openApi(
  url: URL,
  region: string | undefined,
  { accessKey, secretKey, securityToken }: Keys,
  { deadlineMs }: Limits,
): Promise<Rpc> {
  const module: Module = await load();
  // The class is the module's default export, which a bundler and Node show at different depths.
  const outer = module.default as unknown as { default?: typeof OpenApi } & typeof OpenApi;
  const protocol = url.protocol === "http:" ? "HTTP" : "HTTPS";
  const config = new module.Config({
    accessKeyId: accessKey,
    accessKeySecret: secretKey,
    securityToken,
    regionId: region,
    endpoint: url.host,
    protocol,
    // Longer than the guard's limit, which therefore ends the call first: the client core's own errors show the URL,
    // whose query contains passwords.
    connectTimeout: 2 * deadlineMs,
    readTimeout: 2 * deadlineMs,
  });
  const client = new (outer.default ?? outer)(config);
  return {
    async call(action, version, { query, body = {} }) {
      const params = new module.Params({
        action,
        version,
        protocol,
        pathname: "/",
        method: "POST",
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
      });
      const request = new module.OpenApiRequest({ query: query as Record<string, string>, body });
      return (await client.callApi(params, request, {} as never))["body"];
    },
  };
}
