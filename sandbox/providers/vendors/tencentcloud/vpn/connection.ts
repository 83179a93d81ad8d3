import type { Value, Values } from "../../../../../plugin/values";
import { ProviderError } from "../../../handler";
import { until } from "../../../wait";
import { object, value } from "../../values";
import type { TencentClient } from "../client";
import { type Json, refuseChanges, VpnPart } from "./part";

/** Property, the API's member and the provider's default of each setting, all of which are weak. */
const IKE = [
  ["ikeProtoEncryAlgorithm", "PropoEncryAlgorithm", "3DES-CBC"],
  ["ikeProtoAuthenAlgorithm", "PropoAuthenAlgorithm", "MD5"],
  ["ikeExchangeMode", "ExchangeMode", "MAIN"],
  ["ikeLocalIdentity", "LocalIdentity", "ADDRESS"],
  ["ikeRemoteIdentity", "RemoteIdentity", "ADDRESS"],
  ["ikeLocalAddress", "LocalAddress", undefined],
  ["ikeRemoteAddress", "RemoteAddress", undefined],
  ["ikeLocalFqdnName", "LocalFqdnName", undefined],
  ["ikeRemoteFqdnName", "RemoteFqdnName", undefined],
  ["ikeDhGroupName", "DhGroupName", "GROUP1"],
  ["ikeSaLifetimeSeconds", "IKESaLifetimeSeconds", 86_400],
  ["ikeVersion", "IKEVersion", "IKEV1"],
] as const;
const IPSEC = [
  ["ipsecEncryptAlgorithm", "EncryptAlgorithm", "3DES-CBC"],
  ["ipsecIntegrityAlgorithm", "IntegrityAlgorith", "MD5"],
  ["ipsecSaLifetimeSeconds", "IPSECSaLifetimeSeconds", 3600],
  ["ipsecPfsDhGroup", "PfsDhGroup", "NULL"],
  ["ipsecSaLifetimeTraffic", "IPSECSaLifetimeTraffic", 1_843_200],
] as const;
type Rows = typeof IKE | typeof IPSEC;

const CHANGES = [
  ...IKE.map(([name]) => name),
  ...IPSEC.map(([name]) => name),
  ...["name", "preShareKey", "securityGroupPolicies", "negotiationType", "dpdEnable", "dpdTimeout", "dpdAction"],
];

/** A VPN connection (tencentcloud_vpn_connection) by policies. */
export class VpnConnectionHandler extends VpnPart {
  constructor(client: TencentClient) {
    super(client, "vpnx", "DescribeVpnConnections", "VpnConnectionIds", "VpnConnectionSet");
  }

  protected async make(inputs: Values): Promise<string> {
    for (const [name, title] of [
      ["ikeLocalAddress", "ike_local_address"],
      ["ikeRemoteAddress", "ike_remote_address"],
    ] as const)
      if (!inputs[name]) throw new ProviderError(`${title} need to be set when ike_local_identity is \`ADDRESS\`.`);
    const policies = ((inputs["securityGroupPolicies"] ?? []) as Value[]).map(object);
    const { VpnConnection } = await this.client.call("vpc", "CreateVpnConnection", {
      VpnConnectionName: inputs["name"],
      VpcId: inputs["vpcId"],
      VpnGatewayId: inputs["vpnGatewayId"],
      CustomerGatewayId: inputs["customerGatewayId"],
      PreShareKey: inputs["preShareKey"],
      ...(inputs["dpdEnable"] ? { DpdEnable: inputs["dpdEnable"] } : {}),
      ...(inputs["dpdAction"] ? { DpdAction: inputs["dpdAction"] } : {}),
      ...(inputs["dpdTimeout"] ? { DpdTimeout: String(inputs["dpdTimeout"]) } : {}),
      ...(inputs["routeType"] ? { RouteType: inputs["routeType"] } : {}),
      ...(inputs["negotiationType"] ? { NegotiationType: inputs["negotiationType"] } : {}),
      SecurityPolicyDatabases: policies.map((policy) => ({
        LocalCidrBlock: policy["localCidrBlock"],
        RemoteCidrBlock: policy["remoteCidrBlocks"],
      })),
      IKEOptionsSpecification: given(IKE, inputs),
      IPSECOptionsSpecification: given(IPSEC, inputs),
    });
    const id = String((VpnConnection as Json)["VpnConnectionId"] ?? "");
    return id || this.byEnds(inputs);
  }

  /** The answer to its creation does not say its id. */
  private byEnds(inputs: Values): Promise<string> {
    const Filters = [
      { Name: "vpn-gateway-id", Values: [inputs["vpnGatewayId"]] },
      { Name: "vpc-id", Values: [inputs["vpcId"]] },
      { Name: "customer-gateway-id", Values: [inputs["customerGatewayId"]] },
    ];
    return until(
      async () => {
        const { VpnConnectionSet } = await this.client.call("vpc", "DescribeVpnConnections", { Filters, Offset: 0 });
        const [first] = (VpnConnectionSet ?? []) as Json[];
        return first?.["VpnConnectionId"] ? String(first["VpnConnectionId"]) : undefined;
      },
      60,
      () => "Id is creating, wait...",
    );
  }

  protected stateOf(found: Json, prior: Values): Values {
    const policies = (found["SecurityPolicyDatabaseSet"] ?? []) as Json[];
    return {
      ...(prior["timeouts"] ? { timeouts: prior["timeouts"] } : {}),
      vpnConnectionId: value(found["VpnConnectionId"]),
      name: value(found["VpnConnectionName"]),
      createTime: value(found["CreatedTime"]),
      vpnGatewayId: value(found["VpnGatewayId"]),
      vpcId: value(found["VpcId"]),
      isCcnType: false,
      customerGatewayId: value(found["CustomerGatewayId"]),
      preShareKey: value(found["PreShareKey"]),
      securityGroupPolicies: policies.map((policy) => ({
        localCidrBlock: value(policy["LocalCidrBlock"]),
        remoteCidrBlocks: value(policy["RemoteCidrBlock"]),
      })),
      ...shown(IKE, object(found["IKEOptionsSpecification"])),
      ...shown(IPSEC, object(found["IPSECOptionsSpecification"])),
      state: value(found["State"]),
      netStatus: value(found["NetStatus"]),
      vpnProto: value(found["VpnProto"]),
      encryptProto: value(found["EncryptProto"]),
      routeType: value(found["RouteType"]),
      enableHealthCheck: value(found["EnableHealthCheck"]),
      healthCheckLocalIp: value(found["HealthCheckLocalIp"]),
      healthCheckRemoteIp: value(found["HealthCheckRemoteIp"]),
      dpdEnable: value(found["DpdEnable"]),
      dpdTimeout: Number(found["DpdTimeout"]),
      dpdAction: value(found["DpdAction"]),
      negotiationType: value(found["NegotiationType"]),
    };
  }

  protected async change(_id: string, prior: Values, inputs: Values): Promise<void> {
    refuseChanges(prior, inputs, CHANGES);
  }

  protected async remove(id: string, prior: Values): Promise<void> {
    await this.client.call("vpc", "DeleteVpnConnection", { VpnGatewayId: prior["vpnGatewayId"], VpnConnectionId: id });
  }
}

function given(rows: Rows, inputs: Values): Json {
  const members = rows.map(([name, member, usual]) => [member, inputs[name] ?? usual]);
  return Object.fromEntries(members.filter(([, one]) => one !== undefined));
}

function shown(rows: Rows, found: Json): Values {
  return Object.fromEntries(rows.map(([name, member]) => [name, value(found[member])]));
}
