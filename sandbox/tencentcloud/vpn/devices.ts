import { isIpv4, isPrivate } from "../../world/addresses";
import { errors } from "../errors";
import type { TencentcloudWorld } from "../facts";
import type { CustomerGateway } from "../facts/types";
import { beijing, page } from "../paging";
import type { Action } from "../service";
import { select } from "../vpc/filters";
import { asRecord, asTags, inUse, nameOf, notFound } from "./shared";

/** @throws TcError when there is no such device in this region */
export function deviceOf(world: TencentcloudWorld, region: string, id: string): CustomerGateway {
  const found = world.tencentcloud.vpns.devices.find(id);
  if (found?.region !== region) throw notFound(id);
  return found;
}

export function createCustomerGateway(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    if (!isIpv4(p.IpAddress) || isPrivate(p.IpAddress)) throw errors.value("IpAddress", "a public IPv4 address");
    const made = world.tencentcloud.vpns.devices.add({
      region,
      name: nameOf("CustomerGatewayName", p.CustomerGatewayName),
      address: p.IpAddress,
      tags: asRecord(p.Tags),
    });
    return { CustomerGateway: render(world, made) };
  };
}

export function describeCustomerGateways(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const all = world.tencentcloud.vpns.devices.list(region);
    const found = select(all, ["CustomerGatewayIds", p.CustomerGatewayIds], p.Filters, {
      "customer-gateway-id": (one, value) => one.id === value,
      "customer-gateway-name": (one, value) => one.name === value,
      "ip-address": (one, value) => one.address === value,
      "ip-version": (_, value) => value === "IPv4",
    });
    const { items, total } = page(found, p, { most: 100, usual: 20 });
    return { TotalCount: total, CustomerGatewaySet: items.map((one) => render(world, one)) };
  };
}

export function deleteCustomerGateway(world: TencentcloudWorld): Action {
  return ({ parameters: { CustomerGatewayId }, region }) => {
    const { id } = deviceOf(world, region, CustomerGatewayId);
    const used = connectionsOf(world, id);
    if (used > 0) throw inUse(`The customer gateway \`${id}\` has ${used} VPN connections.`);
    world.tencentcloud.vpns.devices.remove(id);
    return {};
  };
}

function connectionsOf(world: TencentcloudWorld, id: string): number {
  return world.tencentcloud.vpns.connections.list().filter(({ deviceId }) => deviceId === id).length;
}

function render(world: TencentcloudWorld, { id, name, address, createdAt, tags }: CustomerGateway): object {
  return {
    CustomerGatewayId: id,
    CustomerGatewayName: name,
    IpAddress: address,
    CreatedTime: beijing(createdAt),
    VpnConnNum: connectionsOf(world, id),
    TagSet: asTags(tags),
  };
}
