import type { Value, Values } from "../../../../../plugin/values";
import type { Existing } from "../../../handler";
import { differs, object, tagList, value } from "../../values";
import type { HuaweiClient } from "../client";
import { camel, snake, tagsOf, VpnApi } from "./api";
import { VpnHandler } from "./handler";

const SETTLED = ["ACTIVE", "DOWN"];
const CHANGES = ["customerGatewayId", "ikepolicy", "ipsecpolicy", "name", "peerSubnets", "policyRules", "psk"];

/** A VPN connection by policy (huaweicloud_vpn_connection). No answer has its key: the state keeps the one that was given. */
export class VpnConnectionHandler extends VpnHandler {
  protected readonly title = "VPN connection";
  protected readonly api: VpnApi;

  constructor(private readonly client: HuaweiClient) {
    super();
    this.api = new VpnApi(client, "vpn-connection", "vpn_connection", "vpn-connection", "VPN connection");
  }

  async create(inputs: Values): Promise<Existing> {
    const id = await this.api.create({
      name: inputs["name"],
      vgw_id: inputs["gatewayId"],
      vgw_ip: inputs["gatewayIp"],
      style: inputs["vpnType"],
      cgw_id: inputs["customerGatewayId"],
      peer_subnets: inputs["peerSubnets"],
      psk: inputs["psk"],
      ikepolicy: snake(inputs["ikepolicy"]),
      ipsecpolicy: snake(inputs["ipsecpolicy"]),
      policy_rules: rulesOf(inputs["policyRules"]),
      tags: tagList(inputs["tags"]),
      ha_role: inputs["haRole"],
    });
    await this.api.reaches(id, SETTLED);
    return this.mustRead(id, inputs);
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.api.find(id);
    if (!found) return undefined;
    const rules = (found["policy_rules"] ?? []) as { rule_index: number; source: string; destination: string[] }[];
    return {
      id,
      state: {
        ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
        ...(prior["psk"] === undefined ? {} : { psk: prior["psk"] }),
        vpnConnectionId: id,
        region: this.client.region,
        name: value(found["name"]),
        gatewayId: value(found["vgw_id"]),
        gatewayIp: value(found["vgw_ip"]),
        vpnType: value(found["style"]),
        customerGatewayId: value(found["cgw_id"]),
        peerSubnets: value(found["peer_subnets"]),
        enableNqa: value(found["enable_nqa"]),
        enterpriseProjectId: value(found["enterprise_project_id"]),
        ikepolicy: camel(found["ikepolicy"]),
        ipsecpolicy: camel(found["ipsecpolicy"]),
        policyRules: rules.map((rule) => ({
          ruleIndex: rule.rule_index,
          source: rule.source,
          destinations: rule.destination,
        })),
        status: value(found["status"]),
        createdAt: value(found["created_at"]),
        updatedAt: value(found["updated_at"]),
        tags: tagsOf(found["tags"]),
        haRole: value(found["ha_role"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    if (CHANGES.some((name) => differs(prior, inputs, name))) {
      const { authentication_method: _, ...ike } = snake(inputs["ikepolicy"]) ?? {};
      await this.api.change(id, {
        cgw_id: inputs["customerGatewayId"],
        name: inputs["name"],
        peer_subnets: inputs["peerSubnets"],
        psk: inputs["psk"],
        ...(Object.keys(ike).length > 0 ? { ikepolicy: ike } : {}),
        ipsecpolicy: snake(inputs["ipsecpolicy"]),
        policy_rules: rulesOf(inputs["policyRules"]),
      });
      await this.api.reaches(id, SETTLED);
    }
    await this.api.retag(id, prior["tags"], inputs["tags"]);
    return (await this.mustRead(id, inputs)).state;
  }
}

function rulesOf(given: Value | undefined): Record<string, unknown>[] {
  return ((given ?? []) as Value[]).map((rule) => {
    const { source, destinations } = object(rule);
    return { source, destination: destinations };
  });
}
