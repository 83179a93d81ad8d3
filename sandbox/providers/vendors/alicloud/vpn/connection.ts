import { isObject, type Value, type Values } from "../../../../../plugin/values";
import { type Existing, type Handler, PartialCreate, ProviderError } from "../../../handler";
import { given, tagsIn, type VpnService } from "./service";

const TYPE = "VPNCONNECTION";
const ROOT = "TunnelOptionsSpecification";

/** An IPsec-VPN connection with two tunnels (alicloud_vpn_connection); the single tunnel of other gateways is not simulated. */
export class ConnectionHandler implements Handler {
  constructor(private readonly vpn: VpnService) {}

  async create(inputs: Values): Promise<Existing> {
    const tags = Object.entries((inputs["tags"] ?? {}) as Values);
    const made = await this.vpn.call(
      "alicloud_vpn_connection",
      "CreateVpnConnection",
      given({
        VpnGatewayId: inputs["vpnGatewayId"],
        CustomerGatewayId: inputs["customerGatewayId"],
        Name: inputs["vpnConnectionName"] || inputs["name"],
        LocalSubnet: subnets(inputs["localSubnets"]),
        RemoteSubnet: subnets(inputs["remoteSubnets"]),
        EffectImmediately: inputs["effectImmediately"],
        AutoConfigRoute: inputs["autoConfigRoute"],
        EnableDpd: inputs["enableDpd"],
        EnableNatTraversal: inputs["enableNatTraversal"],
        ...tunnelsOf(inputs["tunnelOptionsSpecifications"], true),
        ...Object.fromEntries(
          tags.flatMap(([key, value], at) => [
            [`Tags.${at + 1}.Key`, key],
            [`Tags.${at + 1}.Value`, value],
          ]),
        ),
      }),
    );
    const id = String(made["VpnConnectionId"]);
    try {
      await this.#active(id);
      return await this.#mustRead(id, inputs);
    } catch (error) {
      throw new PartialCreate(error instanceof Error ? error.message : String(error), { id, state: inputs });
    }
  }

  async read(id: string, prior: Values = {}): Promise<Existing | undefined> {
    const found = await this.#find(id);
    if (!found) return undefined;
    const text = (name: string) => (found[name] ?? "") as Value;
    const list = (name: string) => String(text(name)).split(",");
    const shown = (found[ROOT] as { TunnelOptions?: Record<string, Value>[] } | undefined)?.TunnelOptions ?? [];
    return {
      id,
      state: {
        ...(prior["autoConfigRoute"] === undefined ? {} : { autoConfigRoute: prior["autoConfigRoute"] }),
        ...{ createTime: text("CreateTime"), effectImmediately: text("EffectImmediately"), status: text("Status") },
        ...{ vpnConnectionName: text("Name"), name: text("Name"), vpnGatewayId: text("VpnGatewayId") },
        ...{ localSubnets: list("LocalSubnet"), remoteSubnets: list("RemoteSubnet") },
        ...{ enableDpd: false, enableNatTraversal: false, enableTunnelsBgp: text("EnableTunnelsBgp") },
        ...{ resourceGroupId: text("ResourceGroupId"), tags: tagsIn(found["Tags"]) },
        ...{ bgpConfig: {}, healthCheckConfig: {}, ikeConfig: {}, ipsecConfig: {} },
        tunnelOptionsSpecifications: shown.map(tunnelIn),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    const name = inputs["vpnConnectionName"] || inputs["name"];
    const differ = (one: string) => JSON.stringify(sorted(prior[one])) !== JSON.stringify(sorted(inputs[one]));
    const tunnels = tunnelsOf(inputs["tunnelOptionsSpecifications"], false);
    const changed =
      differ("localSubnets") ||
      differ("remoteSubnets") ||
      (name && name !== prior["vpnConnectionName"]) ||
      JSON.stringify(tunnelsOf(prior["tunnelOptionsSpecifications"], false)) !== JSON.stringify(tunnels) ||
      (inputs["effectImmediately"] !== undefined && prior["effectImmediately"] !== inputs["effectImmediately"]);
    if (changed) {
      await this.vpn.call(
        id,
        "ModifyVpnConnectionAttribute",
        given({
          VpnConnectionId: id,
          LocalSubnet: subnets(inputs["localSubnets"]),
          RemoteSubnet: subnets(inputs["remoteSubnets"]),
          Name: name,
          EffectImmediately: inputs["effectImmediately"],
          ...tunnels,
        }),
      );
      await this.#active(id);
    }
    await this.vpn.retag(id, TYPE, (prior["tags"] ?? {}) as Values, (inputs["tags"] ?? {}) as Values);
    return (await this.#mustRead(id, inputs)).state;
  }

  async delete(id: string): Promise<void> {
    if (!(await this.#find(id))) return;
    await this.vpn.call(id, "DeleteVpnConnection", { VpnConnectionId: id });
    await this.vpn.reaches(id, undefined, async () => (await this.#find(id))?.["Status"]);
  }

  #find(id: string) {
    return this.vpn.find(id, "DescribeVpnConnection", { VpnConnectionId: id });
  }

  #active(id: string): Promise<void> {
    return this.vpn.reaches(id, "active", async () => (await this.#find(id))?.["State"]);
  }

  async #mustRead(id: string, inputs: Values): Promise<Existing> {
    const found = await this.read(id, inputs);
    if (!found) throw new ProviderError(`Resource ${id} was created but does not exist`);
    return found;
  }
}

function sorted(value: Value | undefined): Value | undefined {
  return Array.isArray(value) ? [...value].sort() : value;
}

function subnets(value: Value | undefined): string {
  return (Array.isArray(value) ? value : []).join(",");
}

const CONFIGS = [
  ["tunnelIkeConfig", "TunnelIkeConfig"],
  ["tunnelIpsecConfig", "TunnelIpsecConfig"],
] as const;
const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const lower = (name: string) => name[0]!.toLowerCase() + name.slice(1);

/** As parameters; ids of the ends are the addresses, unless they are given. */
function tunnelsOf(value: Value | undefined, isNew: boolean): Record<string, Value> {
  const list = (Array.isArray(value) ? value : []).filter(isObject) as Values[];
  return Object.fromEntries(
    list.flatMap((tunnel, index) => {
      const at = `${ROOT}.${index + 1}`;
      const plain = ["customerGatewayId", "role", "enableDpd", "enableNatTraversal"]
        .filter((name) => tunnel[name] !== undefined && (isNew || name !== "customerGatewayId"))
        .map((name) => [`${at}.${upper(name)}`, tunnel[name]!] as const);
      const nested = CONFIGS.flatMap(([name, wire]) =>
        Object.entries((tunnel[name] ?? {}) as Values)
          .filter(([member, one]) => one !== null && (isNew || !/^(localId|remoteId)$/.test(member)))
          .map(([member, one]) => [`${at}.${wire}.${upper(member)}`, one] as const),
      );
      return [...plain, ...nested];
    }),
  );
}

function tunnelIn(shown: Record<string, Value>): Values {
  const of = (name: string) =>
    Object.fromEntries(
      Object.entries((shown[name] ?? {}) as Values).map(([member, one]) => [
        lower(member),
        /Lifetime$/.test(member) ? Number(one) : one,
      ]),
    );
  return {
    ...{ customerGatewayId: shown["CustomerGatewayId"]!, role: shown["Role"]!, state: shown["State"]! },
    ...{ enableDpd: shown["EnableDpd"] === "true", enableNatTraversal: shown["EnableNatTraversal"] === "true" },
    ...{ internetIp: shown["InternetIp"]!, status: shown["Status"]!, tunnelId: shown["TunnelId"]! },
    ...{ zoneNo: shown["ZoneNo"]!, tunnelIkeConfig: of("TunnelIkeConfig"), tunnelIpsecConfig: of("TunnelIpsecConfig") },
  };
}
