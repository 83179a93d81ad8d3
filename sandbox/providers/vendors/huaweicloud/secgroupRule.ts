import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { until } from "../../wait";
import { filled, object, text, value } from "../values";
import type { HuaweiClient } from "./client";

const LIMIT = 60;
/** Arguments that only version 3 of the API accepts. */
const ADVANCED = ["ports", "remoteAddressGroupId", "action", "priority"];

/** One rule of a security group (huaweicloud_networking_secgroup_rule): every change is a replacement. */
export class SecgroupRuleHandler implements Handler {
  constructor(private readonly client: HuaweiClient) {}

  async create(inputs: Values): Promise<Existing> {
    const common = {
      description: inputs["description"],
      security_group_id: inputs["securityGroupId"],
      remote_group_id: inputs["remoteGroupId"],
      remote_ip_prefix: inputs["remoteIpPrefix"],
      protocol: inputs["protocol"],
      ethertype: inputs["ethertype"],
      direction: inputs["direction"],
    };
    const advanced = ADVANCED.some((name) => inputs[name]);
    const rule = advanced
      ? {
          ...common,
          remote_address_group_id: inputs["remoteAddressGroupId"],
          multiport: inputs["ports"],
          action: inputs["action"],
          priority: inputs["priority"],
        }
      : { ...common, port_range_min: inputs["portRangeMin"], port_range_max: inputs["portRangeMax"] };
    const path = advanced ? "v3/{project}/vpc/security-group-rules" : "v1/{project}/security-group-rules";
    let id = "";
    try {
      const answer = await this.client.request("vpc", "POST", path, { security_group_rule: filled(rule) });
      id = text(object(answer["security_group_rule"])["id"]);
    } catch (error) {
      throw new ProviderError(
        `error creating Security Group rule: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const made = await this.read(id);
    if (!made) throw new ProviderError(`error retrieving Security Group Rule: ${id} not found`);
    return made;
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const v1 = await this.client.find("vpc", `v1/{project}/security-group-rules/${id}`);
    if (!v1) return undefined;
    const rule = object(v1["security_group_rule"]);
    const more = object(
      (await this.client.find("vpc", `v3/{project}/vpc/security-group-rules/${id}`))?.["security_group_rule"],
    );
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        networkingSecgroupRuleId: id,
        region: this.client.region,
        direction: value(rule["direction"]),
        description: value(rule["description"] || null),
        ethertype: value(rule["ethertype"]),
        protocol: text(rule["protocol"]),
        remoteGroupId: text(rule["remote_group_id"]),
        remoteIpPrefix: text(rule["remote_ip_prefix"]),
        securityGroupId: value(rule["security_group_id"]),
        portRangeMin: Number(rule["port_range_min"] ?? 0),
        portRangeMax: Number(rule["port_range_max"] ?? 0),
        ports: text(more["multiport"]),
        action: text(more["action"]),
        priority: Number(more["priority"] ?? 0),
        remoteAddressGroupId: text(more["remote_address_group_id"]),
      },
    };
  }

  async update(id: string, prior: Values): Promise<Values> {
    return (await this.read(id, prior))?.state ?? prior;
  }

  async delete(id: string): Promise<void> {
    const path = `v1/{project}/security-group-rules/${id}`;
    await until(
      async () => {
        if (!(await this.client.find("vpc", path))) return true;
        try {
          await this.client.request("vpc", "DELETE", path);
        } catch (error) {
          throw new ProviderError(
            `error deleting Security Group Rule: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
        return undefined;
      },
      LIMIT,
      () => "error deleting Security Group Rule: timeout while waiting for state to become 'DELETED'",
    );
  }
}
