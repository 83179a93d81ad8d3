import type { Value, Values } from "../../../../../plugin/values";
import { ProviderError } from "../../../handler";
import { until } from "../../../wait";
import { object, tagList } from "../../values";
import type { HuaweiClient } from "../client";

const LIMIT = 60;

/** One kind of resource of the VPN service, v5, by the calls of the vendor's provider. */
export class VpnApi {
  /**
   * @param path below the project: `vpn-gateways`
   * @param root member of bodies and answers: `vpn_gateway`
   * @param tagged its kind in the API of tags
   * @param title in error messages
   */
  constructor(
    private readonly client: HuaweiClient,
    private readonly path: string,
    private readonly root: string,
    private readonly tagged: string,
    private readonly title: string,
  ) {}

  async create(body: Record<string, unknown>): Promise<string> {
    const answer = await this.call("creating", "POST", "", { [this.root]: withoutEmpty(body) });
    const { id } = object(answer[this.root]);
    if (!id) throw new ProviderError(`error creating ${this.title}: ID is not found in API response`);
    return String(id);
  }

  async find(id: string): Promise<Record<string, unknown> | undefined> {
    const found = await this.client.find("vpn", `v5/{project}/${this.path}/${id}`);
    return found && object(found[this.root]);
  }

  async change(id: string, body: Record<string, unknown>): Promise<void> {
    await this.call("updating", "PUT", `/${id}`, { [this.root]: withoutEmpty(body) });
  }

  /** Waits until one of these states is reached; any other but a pending one is an error. */
  async reaches(id: string, wanted: readonly string[]): Promise<void> {
    await until(
      async () => {
        const status = String((await this.find(id))?.["status"] ?? "");
        if (status === "ERROR" || status === "")
          throw new ProviderError(`error waiting for ${this.title} (${id}): unexpected state '${status}'`);
        return wanted.includes(status) ? true : undefined;
      },
      LIMIT,
      () =>
        `error waiting for ${this.title} (${id}) to complete: timeout while waiting for state to become 'COMPLETED'`,
    );
  }

  /** Tags that were there are removed, and the wanted ones added. */
  async retag(id: string, before: Value | undefined, wanted: Value | undefined): Promise<void> {
    if (JSON.stringify(before ?? {}) === JSON.stringify(wanted ?? {})) return;
    for (const [action, given] of [
      ["delete", before],
      ["create", wanted],
    ] as const) {
      const tags = tagList(given);
      if (tags.length === 0) continue;
      try {
        await this.client.request("vpn", "POST", `v5/{project}/${this.tagged}/${id}/tags/${action}`, { tags });
      } catch (error) {
        throw new ProviderError(`error updating tags of ${this.title} (${id}): ${messageOf(error)}`);
      }
    }
  }

  async remove(id: string): Promise<void> {
    if (!(await this.find(id))) return;
    await this.call("deleting", "DELETE", `/${id}`);
    await until(
      async () => ((await this.find(id)) ? undefined : true),
      LIMIT,
      () => `error waiting for deleting ${this.title} (${id}) to complete: timeout`,
    );
  }

  private async call(doing: string, method: string, below: string, body?: Record<string, unknown>) {
    try {
      return await this.client.request("vpn", method, `v5/{project}/${this.path}${below}`, body);
    } catch (error) {
      throw new ProviderError(`error ${doing} ${this.title}: ${messageOf(error)}`);
    }
  }
}

/** Tags as a map. */
export function tagsOf(list: unknown): Values {
  const tags = (list ?? []) as { key: string; value: string }[];
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

/** Members of an object of the API under the provider's names. */
export function camel(given: unknown): Values {
  return Object.fromEntries(
    Object.entries(object(given)).map(([name, one]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      one !== null && typeof one === "object" && !Array.isArray(one) ? camel(one) : (one as Value),
    ]),
  );
}

/** The reverse. */
export function snake(given: Value | undefined): Record<string, unknown> | undefined {
  if (given === undefined || given === null) return undefined;
  return Object.fromEntries(
    Object.entries(object(given)).map(([name, one]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      one !== null && typeof one === "object" && !Array.isArray(one) ? snake(one as Value) : one,
    ]),
  );
}

/** The vendor's provider leaves out what is empty, at any depth. */
function withoutEmpty(given: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (one: unknown) =>
    one === undefined || one === null || one === "" || one === 0 || (Array.isArray(one) && one.length === 0);
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, one]) => !isEmpty(one))
      .map(([name, one]) => [
        name,
        typeof one === "object" && !Array.isArray(one) ? withoutEmpty(one as Record<string, unknown>) : one,
      ]),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
