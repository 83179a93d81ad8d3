import { isIpv4, isPrivate } from "../../world/addresses";
import { RpcError } from "../errors";
import type { AlibabaCustomerGateway } from "../facts/vpnTypes";
import { paged, shown, type Vpc, type VpcAction } from "./action";
import { refused } from "./errors";

/** As the documents say: of the region, for one account. */
const MOST = 100;
const NAME = /^(?!https?:\/\/)[A-Za-z0-9_.-]{1,100}$/;

/** @throws RpcError when there is none in this region */
export function customerGatewayOf(id: string, { world, region }: Vpc): AlibabaCustomerGateway {
  const found = world.alicloud.vpns.customerGateways.find(id);
  if (found?.region !== region) throw refused.customerGateway();
  return found;
}

export const createCustomerGateway: VpcAction = {
  parameters: {
    ...{ RegionId: "!", IpAddress: "!", Name: "?", Description: "?", "Tags.N.Key": "?", "Tags.N.Value": "?" },
    ...{ Asn: "-", AuthKey: "-", ResourceGroupId: "-" },
  },
  run(parameters, { world, region }) {
    const { customerGateways } = world.alicloud.vpns;
    const address = parameters.need("IpAddress");
    const [name = "", description = ""] = [parameters.get("Name"), parameters.get("Description")];
    if (!isIpv4(address) || isPrivate(address))
      throw new RpcError(400, "InvalidIpAddress.WrongFormat", "Specified IpAddress is invalid.");
    if (name && !NAME.test(name)) throw new RpcError(400, "InvalidName", "The name is not valid");
    const here = customerGateways.list(region);
    if (here.some((one) => one.address === address)) throw refused.sameAddress();
    if (here.length >= MOST) throw refused.quota();
    const tags = tagsOf((name) => parameters.get(name));
    const made = customerGateways.add({ region, name, description, address, tags });
    return {
      ...{ CustomerGatewayId: made.id, IpAddress: address, Name: name, Description: description },
      CreateTime: made.createdAt,
    };
  },
};

/** `Tags.1.Key`, ... */
export function tagsOf(get: (name: string) => string | undefined): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let at = 1; get(`Tags.${at}.Key`) !== undefined; at++)
    tags[get(`Tags.${at}.Key`)!] = get(`Tags.${at}.Value`) ?? "";
  return tags;
}

export const describeCustomerGateway: VpcAction = {
  parameters: { RegionId: "!", CustomerGatewayId: "!" },
  run: (parameters, vpc) => render(customerGatewayOf(parameters.need("CustomerGatewayId"), vpc)),
};

export const describeCustomerGateways: VpcAction = {
  parameters: {
    ...{ RegionId: "!", PageNumber: "?", PageSize: "?" },
    ...{ CustomerGatewayId: "-", ResourceGroupId: "-", "Tag.N": "-" },
  },
  run(parameters, { world, region }) {
    const { items, told } = paged(world.alicloud.vpns.customerGateways.list(region), parameters);
    return { ...told, CustomerGateways: { CustomerGateway: items.map(render) } };
  },
};

export const modifyCustomerGatewayAttribute: VpcAction = {
  parameters: { RegionId: "!", CustomerGatewayId: "!", Name: "?", Description: "?", AuthKey: "-" },
  run(parameters, vpc) {
    const { id } = customerGatewayOf(parameters.need("CustomerGatewayId"), vpc);
    const [name, description] = [parameters.get("Name"), parameters.get("Description")];
    if (name !== undefined && !NAME.test(name)) throw new RpcError(400, "InvalidName", "The name is not valid");
    const changed = vpc.world.alicloud.vpns.customerGateways.update(id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    });
    const { Tags: _, Asn: __, AuthKey: ___, ...told } = render(changed);
    return told;
  },
};

export const deleteCustomerGateway: VpcAction = {
  parameters: { RegionId: "!", CustomerGatewayId: "!" },
  run(parameters, vpc) {
    const { customerGateways, connections } = vpc.world.alicloud.vpns;
    const { id } = customerGatewayOf(parameters.need("CustomerGatewayId"), vpc);
    const uses = connections.list().find(({ tunnels }) => tunnels.some((one) => one.customerGatewayId === id));
    if (uses) throw refused.inUse(`the customer gateway ${id} is used by ${uses.id}`);
    customerGateways.remove(id);
    return {};
  },
};

function render({ id, name, description, address, tags, createdAt }: AlibabaCustomerGateway) {
  return {
    ...{ CustomerGatewayId: id, Name: name, Description: description, IpAddress: address, CreateTime: createdAt },
    ...{ Asn: 0, AuthKey: "", ResourceGroupId: "", Tags: shown(tags) },
  };
}
