import type { Values } from "../../../../../plugin/values";
import { type Existing, ProviderError } from "../../../handler";
import { differs, object, tagList, text, value } from "../../values";
import type { HuaweiClient } from "../client";
import { camel, snake, tagsOf, VpnApi } from "./api";
import { VpnHandler } from "./handler";

/** A VPN gateway (huaweicloud_vpn_gateway), without certificates, flavours and enterprise routers. */
export class VpnGatewayHandler extends VpnHandler {
  protected readonly title = "gateway";
  protected readonly api: VpnApi;

  constructor(private readonly client: HuaweiClient) {
    super();
    this.api = new VpnApi(client, "vpn-gateways", "vpn_gateway", "vpn-gateway", "VPN gateway");
  }

  async create(inputs: Values): Promise<Existing> {
    const id = await this.api.create({
      name: inputs["name"],
      attachment_type: inputs["attachmentType"],
      availability_zone_ids: inputs["availabilityZones"],
      bgp_asn: inputs["asn"],
      connect_subnet: inputs["connectSubnet"],
      enterprise_project_id: inputs["enterpriseProjectId"],
      flavor: inputs["flavor"],
      local_subnets: inputs["localSubnets"],
      vpc_id: inputs["vpcId"],
      ha_mode: inputs["haMode"],
      eip1: snake(inputs["eip1"]),
      eip2: snake(inputs["eip2"]),
      tags: tagList(inputs["tags"]),
    });
    await this.api.reaches(id, ["ACTIVE"]);
    return this.mustRead(id, inputs);
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.api.find(id);
    if (!found) return undefined;
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        // Only the configuration says it.
        deleteEipOnTermination: prior["deleteEipOnTermination"] ?? true,
        vpnGatewayId: id,
        region: this.client.region,
        attachmentType: value(found["attachment_type"]),
        availabilityZones: value(found["availability_zone_ids"]),
        asn: value(found["bgp_asn"]),
        connectSubnet: value(found["connect_subnet"]),
        createdAt: value(found["created_at"]),
        enterpriseProjectId: value(found["enterprise_project_id"]),
        flavor: value(found["flavor"]),
        localSubnets: value(found["local_subnets"]),
        haMode: value(found["ha_mode"]),
        eip1: eipOf(found["eip1"]),
        eip2: eipOf(found["eip2"]),
        name: value(found["name"]),
        status: value(found["status"]),
        updatedAt: value(found["updated_at"]),
        usedConnectionGroup: value(found["used_connection_group"]),
        usedConnectionNumber: value(found["used_connection_number"]),
        vpcId: value(found["vpc_id"]),
        accessVpcId: value(found["access_vpc_id"]),
        accessSubnetId: value(found["access_subnet_id"]),
        networkType: value(found["network_type"]),
        tags: tagsOf(found["tags"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (differs(prior, inputs, "localSubnets") || differs(prior, inputs, "name")) {
      await this.api.change(id, { local_subnets: inputs["localSubnets"], name: inputs["name"] });
      await this.api.reaches(id, ["ACTIVE"]);
    }
    await this.api.retag(id, prior["tags"], inputs["tags"]);
    return (await this.mustRead(id, inputs)).state;
  }

  override async delete(id: string, prior: Values): Promise<void> {
    if (prior["deleteEipOnTermination"] === false) {
      for (const name of ["eip1", "eip2"]) await this.disassociate(id, text(object(prior[name])["id"]));
    }
    await this.api.remove(id);
  }

  private async disassociate(id: string, eip: string): Promise<void> {
    try {
      if (eip) await this.client.request("vpc", "POST", `v3/{project}/eip/publicips/${eip}/disassociate-instance`);
    } catch (error) {
      throw new ProviderError(
        `error deleting VPN gateway (${id}): error disassociating EIP (${eip}) from VPN gateway: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}

function eipOf(given: unknown): Values {
  const { shareType: _, ...rest } = camel(given);
  return rest;
}
