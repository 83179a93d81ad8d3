import { createHash, createHmac } from "node:crypto";
import { ProviderError } from "../../handler";

export interface HuaweiOptions {
  accessKey: string;
  secretKey: string;
  /** Empty: looked up in IAM by the region's name. */
  projectId: string;
  region: string;
  /** Base URLs by service, with a trailing slash: `{vpc: "http://127.0.0.1:8080/vpc/"}`. */
  endpoints: Record<string, string>;
}

/** An error response of the API, in the wording of the vendor's Go SDK. */
export class HuaweiFailure extends ProviderError {
  constructor(
    readonly status: number,
    method: string,
    url: string,
    body: string,
  ) {
    super(`${words(status)}: [${method} ${url}], error message: ${body}`);
  }
}

type Json = Record<string, unknown>;

/** Calls the services as the vendor's Terraform provider does, signed with SDK-HMAC-SHA256. */
export class HuaweiClient {
  private project: Promise<string> | undefined;

  constructor(private readonly options: HuaweiOptions) {}

  get region(): string {
    return this.options.region;
  }

  /**
   * @param path below the service, with `{project}` for the project's id
   * @throws HuaweiFailure; ProviderError when the configuration has no endpoint for the service
   */
  async request(service: string, method: string, path: string, body?: Json): Promise<Json> {
    this.project ??= this.options.projectId ? Promise.resolve(this.options.projectId) : this.askProject();
    return this.send(service, method, path, await this.project, body);
  }

  private async askProject(): Promise<string> {
    const answer = await this.send("iam", "GET", `v3/projects?name=${this.options.region}`, "");
    const id = ((answer["projects"] ?? []) as { id?: string }[])[0]?.id;
    if (!id) throw new ProviderError(`Wrong name or no access to the region: ${this.options.region}`);
    return id;
  }

  private async send(service: string, method: string, path: string, project: string, body?: Json): Promise<Json> {
    const base = this.options.endpoints[service];
    if (!base) {
      throw new ProviderError(
        `the stand-in for huaweicloud connects only to the sandbox: set endpoints["${service}"] of the provider`,
      );
    }
    const url = new URL(base + path.replace("{project}", project));
    const payload = body === undefined ? "" : JSON.stringify(body);
    const response = await fetch(url, {
      method,
      headers: this.sign(method, url, payload, project),
      ...(payload ? { body: payload } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new HuaweiFailure(response.status, method, url.href, text);
    return text ? (JSON.parse(text) as Json) : {};
  }

  /** Like {@link request}, but returns undefined for 404. */
  async find(service: string, path: string): Promise<Json | undefined> {
    try {
      return await this.request(service, "GET", path);
    } catch (error) {
      if (error instanceof HuaweiFailure && error.status === 404) return undefined;
      throw error;
    }
  }

  private sign(method: string, url: URL, payload: string, project: string): Record<string, string> {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const headers: Record<string, string> = {
      "content-type": "application/json",
      ...(project ? { "x-project-id": project } : {}),
      "x-sdk-date": date,
    };
    const names = Object.keys(headers).sort();
    const canonical = [
      method,
      url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`,
      [...url.searchParams]
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .sort()
        .join("&"),
      names.map((name) => `${name}:${headers[name]}\n`).join(""),
      names.join(";"),
      createHash("sha256").update(payload).digest("hex"),
    ].join("\n");
    const toSign = `SDK-HMAC-SHA256\n${date}\n${createHash("sha256").update(canonical).digest("hex")}`;
    const signature = createHmac("sha256", this.options.secretKey).update(toSign).digest("hex");
    const { accessKey } = this.options;
    headers["authorization"] =
      `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
    return headers;
  }
}

function words(status: number): string {
  switch (status) {
    case 400:
      return "Bad request with";
    case 401:
      return "Authentication failed";
    case 403:
      return "Request forbidden";
    case 404:
      return "Resource not found";
    case 409:
      return "Resource conflict with";
    default:
      return status < 500 ? `Expected HTTP response code but got ${status}` : "Internal Server Error";
  }
}
