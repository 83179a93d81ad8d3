import type { Value, Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { until } from "../../wait";
import { differs, filled, object, text, value } from "../values";
import { type HuaweiClient, HuaweiFailure } from "./client";
import { setTags } from "./tags";

const LIMIT = 60;

/** A security group (huaweicloud_networking_secgroup). */
export class SecgroupHandler implements Handler {
  constructor(private readonly client: HuaweiClient) {}

  async create(inputs: Values): Promise<Existing> {
    const answer = await this.call("error creating Security Group", "POST", "v3/{project}/vpc/security-groups", {
      security_group: filled({ name: inputs["name"], enterprise_project_id: inputs["enterpriseProjectId"] }),
    });
    const group = object(answer["security_group"]);
    const id = text(group["id"]);
    if (inputs["description"]) await this.rename(id, { description: inputs["description"] });
    if (inputs["deleteDefaultRules"] === true) {
      for (const rule of (group["security_group_rules"] as unknown[]) ?? []) {
        const path = `v3/{project}/vpc/security-group-rules/${text(object(rule)["id"])}`;
        await this.call("there was a problem deleting a default security group rule", "DELETE", path);
      }
    }
    await setTags(this.client, "security-groups", id, {}, inputs["tags"], "security group");
    const made = await this.read(id, { deleteDefaultRules: inputs["deleteDefaultRules"] ?? null });
    if (!made) throw new ProviderError(`error retrieving Security group: ${id} not found`);
    return made;
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const v1 = await this.client.find("vpc", `v1/{project}/security-groups/${id}`);
    if (!v1) return undefined;
    const group = object(v1["security_group"]);
    const more = object((await this.client.find("vpc", `v3/{project}/vpc/security-groups/${id}`))?.["security_group"]);
    const tags = (await this.client.find("vpc", `v2.0/{project}/security-groups/${id}/tags`))?.["tags"];
    const list = Array.isArray(tags) ? tags.map(object) : [];
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        ...(prior["deleteDefaultRules"] !== undefined ? { deleteDefaultRules: prior["deleteDefaultRules"] } : {}),
        networkingSecgroupId: id,
        region: this.client.region,
        name: text(more["name"] ?? group["name"]),
        description: value(more["description"] || group["description"] || null),
        enterpriseProjectId: text(group["enterprise_project_id"]),
        rules: rules(more["security_group_rules"] ?? group["security_group_rules"]),
        createdAt: text(more["created_at"]),
        updatedAt: text(more["updated_at"]),
        tags: Object.fromEntries(list.map((tag) => [text(tag["key"]), text(tag["value"])])),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (differs(prior, inputs, "name") || text(prior["description"]) !== text(inputs["description"])) {
      await this.rename(id, { name: inputs["name"], description: text(inputs["description"]) });
    }
    if (differs(prior, inputs, "tags")) {
      await setTags(this.client, "security-groups", id, object(prior["tags"]), inputs["tags"] ?? {}, "security group");
    }
    return (await this.read(id, prior))?.state ?? prior;
  }

  async delete(id: string): Promise<void> {
    const path = `v1/{project}/security-groups/${id}`;
    await until(
      async () => {
        if (!(await this.client.find("vpc", path))) return true;
        try {
          await this.client.request("vpc", "DELETE", path);
        } catch (error) {
          // In use: the vendor's provider retries until its timeout.
          if (!(error instanceof HuaweiFailure) || error.status !== 409) throw error;
        }
        return undefined;
      },
      LIMIT,
      () => `error deleting security group (${id}): timeout while waiting for state to become 'DELETED'`,
    );
  }

  private async rename(id: string, change: Record<string, unknown>): Promise<void> {
    const path = `v3/{project}/vpc/security-groups/${id}`;
    await this.call(`error updating security group (${id})`, "PUT", path, { security_group: change });
  }

  private async call(what: string, method: string, path: string, body?: Record<string, unknown>) {
    try {
      return await this.client.request("vpc", method, path, body);
    } catch (error) {
      throw new ProviderError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function rules(list: unknown): Value {
  return (Array.isArray(list) ? list : []).map(object).map((rule) => ({
    id: text(rule["id"]),
    direction: text(rule["direction"]),
    protocol: text(rule["protocol"]),
    ethertype: text(rule["ethertype"]),
    remoteIpPrefix: text(rule["remote_ip_prefix"]),
    remoteGroupId: text(rule["remote_group_id"]),
    remoteAddressGroupId: text(rule["remote_address_group_id"]),
    description: text(rule["description"]),
    action: text(rule["action"]),
    priority: Number(rule["priority"] ?? 0),
    ports: text(rule["multiport"]),
  }));
}
