import type { VpcAction } from "./action";
import { refused } from "./errors";

export const describeVSwitchAttributes: VpcAction = {
  parameters: { RegionId: "!", VSwitchId: "!", DryRun: "-" },
  run(parameters, { world, region }) {
    const found = world.alicloud.vpns.vswitches.find(parameters.need("VSwitchId"));
    if (found?.region !== region) throw refused.vswitch();
    const { id, vpcId, zone, cidr } = found;
    return {
      ...{ VSwitchId: id, VpcId: vpcId, ZoneId: zone, CidrBlock: cidr, Status: "Available", VSwitchName: id },
      ...{ Description: "", IsDefault: false, CreationTime: "2026-01-01T00:00:00Z", ResourceGroupId: "" },
      ...{ AvailableIpAddressCount: 250, EnabledIpv6: false, Ipv6CidrBlock: "", NetworkAclId: "", ShareType: "" },
      ...{ OwnerId: 1234567890123456, Tags: { Tag: [] } },
      RouteTable: { RouteTableId: `vtb-${vpcId}`, RouteTableType: "System" },
    };
  },
};
