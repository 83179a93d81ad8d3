import type { Value, Values } from "../../../../../plugin/values";
import { type Existing, type Handler, PartialCreate, ProviderError } from "../../../handler";
import { given, tagsIn, type VpnService } from "./service";

const TYPE = "CUSTOMERGATEWAY";

/** A customer gateway (alicloud_vpn_customer_gateway). */
export class CustomerGatewayHandler implements Handler {
  constructor(private readonly vpn: VpnService) {}

  async create(inputs: Values): Promise<Existing> {
    const made = await this.vpn.call(
      "alicloud_vpn_customer_gateway",
      "CreateCustomerGateway",
      given({
        IpAddress: inputs["ipAddress"],
        Description: inputs["description"],
        Asn: inputs["asn"],
        Name: inputs["customerGatewayName"] || inputs["name"],
      }),
    );
    const id = String(made["CustomerGatewayId"]);
    try {
      await this.vpn.retag(id, TYPE, {}, (inputs["tags"] ?? {}) as Values);
      return await this.#mustRead(id);
    } catch (error) {
      throw new PartialCreate(error instanceof Error ? error.message : String(error), { id, state: inputs });
    }
  }

  async read(id: string): Promise<Existing | undefined> {
    const found = await this.vpn.find(id, "DescribeCustomerGateway", { CustomerGatewayId: id });
    if (!found) return undefined;
    const text = (name: string) => (found[name] ?? "") as Value;
    const asn = String(text("Asn") || "0");
    return {
      id,
      state: {
        ...{ ...(asn === "0" ? {} : { asn }), createTime: text("CreateTime"), description: text("Description") },
        ...{ customerGatewayName: text("Name"), name: text("Name"), ipAddress: text("IpAddress") },
        tags: tagsIn(found["Tags"]),
      },
    };
  }

  async update(id: string, prior: Values, inputs: Values): Promise<Values> {
    const name = inputs["customerGatewayName"] || inputs["name"];
    const change = given({
      ...(name && name !== prior["customerGatewayName"] ? { Name: name } : {}),
      ...((inputs["description"] ?? "") !== (prior["description"] ?? "") ? { Description: inputs["description"] } : {}),
    });
    if (Object.keys(change).length > 0)
      await this.vpn.call(id, "ModifyCustomerGatewayAttribute", { CustomerGatewayId: id, ...change });
    await this.vpn.retag(id, TYPE, (prior["tags"] ?? {}) as Values, (inputs["tags"] ?? {}) as Values);
    return (await this.#mustRead(id)).state;
  }

  async delete(id: string): Promise<void> {
    if (await this.read(id)) await this.vpn.call(id, "DeleteCustomerGateway", { CustomerGatewayId: id });
  }

  async #mustRead(id: string): Promise<Existing> {
    const found = await this.read(id);
    if (!found) throw new ProviderError(`Resource ${id} was created but does not exist`);
    return found;
  }
}
