import type { Values } from "../../../../plugin/values";
import { type Existing, type Handler, ProviderError } from "../../handler";
import { until } from "../../wait";
import { filled, object, text, value } from "../values";
import { type HuaweiClient, HuaweiFailure } from "./client";

const LIMIT = 60;
const PATH = "v2.0/vpc/peerings";

/** A VPC peering connection (huaweicloud_vpc_peering_connection). */
export class VpcPeeringHandler implements Handler {
  constructor(private readonly client: HuaweiClient) {}

  async create(inputs: Values): Promise<Existing> {
    const answer = await this.call("error creating VPC Peering Connection", "POST", PATH, {
      peering: {
        ...filled({ name: inputs["name"], description: inputs["description"] }),
        request_vpc_info: { vpc_id: inputs["vpcId"] },
        accept_vpc_info: filled({ vpc_id: inputs["peerVpcId"], tenant_id: inputs["peerTenantId"] }),
      },
    });
    const id = text(object(answer["peering"])["id"]);
    return until(
      async () => {
        const found = await this.read(id);
        return found && ["PENDING_ACCEPTANCE", "ACTIVE"].includes(text(found.state["status"])) ? found : undefined;
      },
      LIMIT,
      () => "error creating VPC Peering Connection: timeout while waiting for state to become 'ACTIVE'",
    );
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.client.find("vpc", `${PATH}/${id}`);
    if (!found) return undefined;
    const peering = object(found["peering"]);
    const far = object(peering["accept_vpc_info"]);
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        vpcPeeringConnectionId: id,
        region: this.client.region,
        name: text(peering["name"]),
        status: text(peering["status"]),
        description: value(peering["description"] || null),
        vpcId: text(object(peering["request_vpc_info"])["vpc_id"]),
        peerVpcId: text(far["vpc_id"]),
        peerTenantId: text(far["tenant_id"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    await this.call("error updating VPC Peering Connection", "PUT", `${PATH}/${id}`, {
      peering: { ...filled({ name: inputs["name"] }), description: text(inputs["description"]) },
    });
    return (await this.read(id, prior))?.state ?? prior;
  }

  async delete(id: string): Promise<void> {
    await until(
      async () => {
        if (!(await this.client.find("vpc", `${PATH}/${id}`))) return true;
        try {
          await this.client.request("vpc", "DELETE", `${PATH}/${id}`);
        } catch (error) {
          if (!(error instanceof HuaweiFailure) || ![404, 409].includes(error.status)) throw error;
        }
        return undefined;
      },
      LIMIT,
      () => "error deleting VPC Peering Connection: timeout while waiting for state to become 'DELETED'",
    );
  }

  private async call(what: string, method: string, path: string, body: Record<string, unknown>) {
    try {
      return await this.client.request("vpc", method, path, body);
    } catch (error) {
      throw new ProviderError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
