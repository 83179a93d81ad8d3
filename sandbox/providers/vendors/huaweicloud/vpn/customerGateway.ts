import type { Values } from "../../../../../plugin/values";
import type { Existing } from "../../../handler";
import { differs, tagList, value } from "../../values";
import type { HuaweiClient } from "../client";
import { tagsOf, VpnApi } from "./api";
import { VpnHandler } from "./handler";

/** A customer gateway (huaweicloud_vpn_customer_gateway), without a certificate. */
export class VpnCustomerGatewayHandler extends VpnHandler {
  protected readonly title = "VPN customer gateway";
  protected readonly api: VpnApi;

  constructor(private readonly client: HuaweiClient) {
    super();
    this.api = new VpnApi(client, "customer-gateways", "customer_gateway", "customer-gateway", "VPN customer gateway");
  }

  async create(inputs: Values): Promise<Existing> {
    const id = await this.api.create({
      name: inputs["name"],
      bgp_asn: inputs["asn"],
      id_value: inputs["idValue"],
      id_type: inputs["idType"],
      tags: tagList(inputs["tags"]),
    });
    return this.mustRead(id, inputs);
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.api.find(id);
    if (!found) return undefined;
    return {
      id,
      state: {
        // No answer has it: the state keeps the default of the vendor's provider.
        ...(prior["routeMode"] === undefined ? {} : { routeMode: prior["routeMode"] }),
        vpnCustomerGatewayId: id,
        region: this.client.region,
        name: value(found["name"]),
        idValue: value(found["id_value"]),
        idType: value(found["id_type"]),
        asn: value(found["bgp_asn"]),
        createdAt: value(found["created_at"]),
        updatedAt: value(found["updated_at"]),
        tags: tagsOf(found["tags"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (differs(prior, inputs, "name")) await this.api.change(id, { name: inputs["name"] });
    await this.api.retag(id, prior["tags"], inputs["tags"]);
    return (await this.mustRead(id, inputs)).state;
  }
}
