import type { TencentcloudWorld } from "../facts";
import { page } from "../paging";
import type { Action } from "../service";
import { select } from "./filters";

const PAGE = { most: 100, usual: 20 };
const CREATED = "2026-01-01 00:00:00";

export function describeVpcs(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const found = select(world.tencentcloud.networks.list(region), ["VpcIds", p.VpcIds], p.Filters, {
      "vpc-id": (one, value) => one.id === value,
      "vpc-name": (one, value) => one.name.includes(value),
      "cidr-block": (one, value) => one.cidr === value,
      "is-default": (_, value) => value === "false",
    });
    const { items, total } = page(found, p, PAGE);
    return {
      TotalCount: total,
      VpcSet: items.map(({ id, name, cidr }) => ({
        VpcId: id,
        VpcName: name,
        CidrBlock: cidr,
        IsDefault: false,
        EnableMulticast: false,
        CreatedTime: CREATED,
        DnsServerSet: [],
        DomainName: "",
        DhcpOptionsId: "",
        EnableDhcp: true,
        Ipv6CidrBlock: "",
        TagSet: [],
        StackType: null,
        EnableRouteVpcPublishIpv6: null,
        AssistantCidrSet: [],
        EnableRouteVpcPublish: false,
        Ipv6CidrBlockSet: [],
      })),
    };
  };
}

export function describeSubnets(world: TencentcloudWorld): Action {
  return ({ parameters: p, region }) => {
    const { networks } = world.tencentcloud;
    const found = select(networks.subnets(region), ["SubnetIds", p.SubnetIds], p.Filters, {
      "subnet-id": (one, value) => one.id === value,
      "subnet-name": (one, value) => one.name.includes(value),
      "vpc-id": (one, value) => one.vpcId === value,
      "cidr-block": (one, value) => one.cidr === value,
      zone: (one, value) => one.zone === value,
    });
    const { items, total } = page(found, p, PAGE);
    return {
      TotalCount: total,
      NextToken: null,
      SubnetSet: items.map((subnet) => {
        const { free, total } = networks.room(subnet);
        return {
          SubnetId: subnet.id,
          SubnetName: subnet.name,
          VpcId: subnet.vpcId,
          CidrBlock: subnet.cidr,
          Zone: subnet.zone,
          IsDefault: false,
          EnableBroadcast: false,
          RouteTableId: world.tencentcloud.routeTables.of(subnet.vpcId).id,
          CreatedTime: CREATED,
          AvailableIpAddressCount: free,
          TotalIpAddressCount: total,
          Ipv6CidrBlock: "",
          NetworkAclId: "",
          IsRemoteVpcSnat: false,
          TagSet: [],
          CdcId: "",
          IsCdcSubnet: 0,
          StackType: null,
        };
      }),
    };
  };
}

/** The account has no addresses of its own: DTS connects from the vendor's. */
export const describeAddresses: Action = ({ parameters: p }) => {
  const none: { id: string }[] = [];
  const never = () => false;
  const found = select(none, ["AddressIds", p.AddressIds], p.Filters, {
    "address-id": never,
    "address-name": never,
    "address-ip": never,
    "address-status": never,
    "instance-id": never,
    "address-type": never,
    "tag-key": never,
    "tag-value": never,
  });
  return { TotalCount: page(found, p, PAGE).total, AddressSet: [] };
};
