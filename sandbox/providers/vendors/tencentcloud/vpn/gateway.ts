import type { Values } from "../../../../../plugin/values";
import { ProviderError } from "../../../handler";
import { value } from "../../values";
import type { TencentClient } from "../client";
import { type Json, refuseChanges, VpnPart } from "./part";

/** A VPN gateway (tencentcloud_vpn_gateway) of a VPC, billed by the hour. */
export class VpnGatewayHandler extends VpnPart {
  constructor(client: TencentClient) {
    super(client, "vpngw", "DescribeVpnGateways", "VpnGatewayIds", "VpnGatewaySet");
  }

  protected async make(inputs: Values): Promise<string> {
    if (!inputs["vpcId"]) throw new ProviderError("[CRITAL] vpc_id is required for vpn gateway in IPSEC type");
    const { VpnGateway } = await this.client.call("vpc", "CreateVpnGateway", {
      VpnGatewayName: inputs["name"],
      InternetMaxBandwidthOut: inputs["bandwidth"] ?? 5,
      InstanceChargeType: inputs["chargeType"] ?? "POSTPAID_BY_HOUR",
      VpcId: inputs["vpcId"],
      ...(inputs["zone"] ? { Zone: inputs["zone"] } : {}),
      ...(inputs["type"] ? { Type: inputs["type"] } : {}),
    });
    return String((VpnGateway as Json)["VpnGatewayId"]);
  }

  protected stateOf(found: Json, prior: Values): Values {
    return {
      ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
      // Only the configuration says it.
      prepaidPeriod: prior["prepaidPeriod"] ?? 1,
      vpcId: prior["vpcId"] ?? value(found["VpcId"]),
      vpnGatewayId: value(found["VpnGatewayId"]),
      name: value(found["VpnGatewayName"]),
      publicIpAddress: value(found["PublicIpAddress"]),
      bandwidth: value(found["InternetMaxBandwidthOut"]),
      type: value(found["Type"]),
      createTime: value(found["CreatedTime"]),
      state: value(found["State"]),
      prepaidRenewFlag: value(found["RenewFlag"]),
      chargeType: value(found["InstanceChargeType"]),
      expiredTime: value(found["ExpiredTime"]),
      isAddressBlocked: value(found["IsAddressBlocked"]),
      newPurchasePlan: value(found["NewPurchasePlan"]),
      restrictState: value(found["RestrictState"]),
      zone: value(found["Zone"]),
      cdcId: value(found["CdcId"]),
      maxConnection: value(found["MaxConnection"]),
    };
  }

  protected async change(_id: string, prior: Values, inputs: Values): Promise<void> {
    refuseChanges(prior, inputs, ["name", "bandwidth", "chargeType", "type", "prepaidPeriod", "prepaidRenewFlag"]);
  }

  protected async remove(id: string): Promise<void> {
    const Filters = [{ Name: "vpn-gateway-id", Values: [id] }];
    const { VpnConnectionSet } = await this.client.call("vpc", "DescribeVpnConnections", { Filters, Offset: 0 });
    if (((VpnConnectionSet ?? []) as Json[]).length > 0)
      throw new ProviderError("There is associated tunnel exists, please delete associated tunnels first.");
    await this.client.call("vpc", "DeleteVpnGateway", { VpnGatewayId: id });
  }
}
