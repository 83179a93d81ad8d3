import type { Value, Values } from "../../../../../plugin/values";
import { type Existing, type Handler, PartialCreate, ProviderError } from "../../../handler";
import { given, tagsIn, type VpnService } from "./service";

const PAYMENT: Readonly<Record<string, string>> = {
  Subscription: "PREPAY",
  PrePaid: "PREPAY",
  PayAsYouGo: "POSTPAY",
  PostPaid: "POSTPAY",
};
const TYPE = "VpnGateWay";

/** A VPN gateway (alicloud_vpn_gateway). */
export class GatewayHandler implements Handler {
  constructor(private readonly vpn: VpnService) {}

  async create(inputs: Values): Promise<Existing> {
    const payment = inputs["paymentType"] || inputs["instanceChargeType"];
    const made = await this.vpn.call(
      "alicloud_vpn_gateway",
      "CreateVpnGateway",
      given({
        VpcId: inputs["vpcId"],
        VSwitchId: inputs["vswitchId"],
        DisasterRecoveryVSwitchId: inputs["disasterRecoveryVswitchId"],
        Name: inputs["vpnGatewayName"] || inputs["name"],
        NetworkType: inputs["networkType"],
        AutoPay: inputs["autoPay"] ?? true,
        EnableIpsec: inputs["enableIpsec"],
        EnableSsl: inputs["enableSsl"],
        VpnType: inputs["vpnType"],
        InstanceChargeType: payment ? (PAYMENT[String(payment)] ?? payment) : undefined,
        Bandwidth: inputs["bandwidth"],
        ResourceGroupId: inputs["resourceGroupId"],
      }),
    );
    const id = String(made["VpnGatewayId"]);
    try {
      await this.#active(id);
      await this.#settle(id, {}, inputs);
      return await this.#mustRead(id, inputs);
    } catch (error) {
      throw new PartialCreate(error instanceof Error ? error.message : String(error), { id, state: inputs });
    }
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.#find(id);
    if (!found) return undefined;
    const text = (name: string) => (found[name] ?? "") as Value;
    const paid = text("ChargeType") === "Prepay" ? "Subscription" : "PayAsYouGo";
    return {
      id,
      state: {
        ...{ ...(prior["autoPay"] === undefined ? {} : { autoPay: prior["autoPay"] }), period: prior["period"] ?? 1 },
        ...{ autoPropagate: text("AutoPropagate"), createTime: text("CreateTime"), description: text("Description") },
        ...{ bandwidth: Number(text("Spec")), businessStatus: text("BusinessStatus"), status: text("Status") },
        ...{ networkType: text("NetworkType"), vpnType: text("VpnType"), resourceGroupId: text("ResourceGroupId") },
        ...{ paymentType: paid, instanceChargeType: paid === "PayAsYouGo" ? "PostPaid" : "PrePaid" },
        ...{ enableIpsec: text("IpsecVpn") === "enable", enableSsl: text("SslVpn") === "enable" },
        ...{ vpcId: text("VpcId"), vswitchId: text("VSwitchId"), sslConnections: text("SslMaxConnections") },
        ...{ disasterRecoveryVswitchId: text("DisasterRecoveryVSwitchId"), internetIp: text("InternetIp") },
        ...{
          disasterRecoveryInternetIp: text("DisasterRecoveryInternetIp"),
          sslVpnInternetIp: text("SslVpnInternetIp"),
        },
        ...{ vpnGatewayName: text("Name"), name: text("Name"), tags: tagsIn(found["Tags"]) },
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    await this.#settle(id, prior, inputs);
    return (await this.#mustRead(id, inputs)).state;
  }

  /** One that is paid in advance stays, as the vendor's provider leaves it. */
  async delete(id: string, prior: Values): Promise<void> {
    if (prior["paymentType"] === "Subscription") return;
    if (!(await this.#find(id))) return;
    await this.vpn.call(id, "DeleteVpnGateway", { VpnGatewayId: id });
    await this.vpn.reaches(id, undefined, async () => (await this.#find(id))?.["Status"]);
  }

  async #settle(id: string, prior: Values, inputs: Values): Promise<void> {
    const isNew = prior["vpnGatewayName"] === undefined;
    const name = inputs["vpnGatewayName"] || inputs["name"];
    const change = given({
      ...(!isNew && name && name !== prior["vpnGatewayName"] ? { Name: name } : {}),
      ...((inputs["description"] ?? "") !== (prior["description"] ?? "") ? { Description: inputs["description"] } : {}),
      ...(inputs["autoPropagate"] && !prior["autoPropagate"] ? { AutoPropagate: inputs["autoPropagate"] } : {}),
    });
    if (Object.keys(change).length > 0) {
      await this.vpn.call(id, "ModifyVpnGatewayAttribute", { VpnGatewayId: id, ...change });
      await this.#active(id);
    }
    await this.vpn.retag(id, TYPE, (prior["tags"] ?? {}) as Values, (inputs["tags"] ?? {}) as Values);
  }

  #find(id: string) {
    return this.vpn.find(id, "DescribeVpnGateway", { VpnGatewayId: id });
  }

  #active(id: string): Promise<void> {
    return this.vpn.reaches(id, "active", async () => (await this.#find(id))?.["Status"]);
  }

  async #mustRead(id: string, inputs: Values): Promise<Existing> {
    const found = await this.read(id, inputs);
    if (!found) throw new ProviderError(`Resource ${id} was created but does not exist`);
    return found;
  }
}
