import type { Values } from "../../../../../plugin/values";
import { ProviderError } from "../../../handler";
import { value } from "../../values";
import type { TencentClient } from "../client";
import { type Json, refuseChanges, VpnPart } from "./part";

/** A customer gateway (tencentcloud_vpn_customer_gateway). */
export class VpnCustomerGatewayHandler extends VpnPart {
  constructor(client: TencentClient) {
    super(client, "cgw", "DescribeCustomerGateways", "CustomerGatewayIds", "CustomerGatewaySet");
  }

  protected async make(inputs: Values): Promise<string> {
    const { CustomerGateway } = await this.client.call("vpc", "CreateCustomerGateway", {
      CustomerGatewayName: inputs["name"],
      IpAddress: inputs["publicIpAddress"],
      ...(inputs["bgpAsn"] ? { BgpAsn: inputs["bgpAsn"] } : {}),
    });
    return String((CustomerGateway as Json)["CustomerGatewayId"]);
  }

  protected stateOf(found: Json, prior: Values): Values {
    return {
      ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
      vpnCustomerGatewayId: value(found["CustomerGatewayId"]),
      name: value(found["CustomerGatewayName"]),
      publicIpAddress: value(found["IpAddress"]),
      ...(found["BgpAsn"] ? { bgpAsn: value(found["BgpAsn"]) } : {}),
      createTime: value(found["CreatedTime"]),
    };
  }

  protected async change(_id: string, prior: Values, inputs: Values): Promise<void> {
    refuseChanges(prior, inputs, ["name", "bgpAsn"]);
  }

  protected async remove(id: string): Promise<void> {
    const Filters = [{ Name: "customer-gateway-id", Values: [id] }];
    const { VpnConnectionSet } = await this.client.call("vpc", "DescribeVpnConnections", { Filters, Offset: 0 });
    if (((VpnConnectionSet ?? []) as Json[]).length > 0)
      throw new ProviderError("There is associated tunnel exists, please delete associated tunnels first.");
    await this.client.call("vpc", "DeleteCustomerGateway", { CustomerGatewayId: id });
  }
}
