import ecs from "../../../sandbox/alicloud/wire/ecs.json";
import { listed } from "./absences";

const MACHINE = "DescribeInstancesResponseBodyInstancesInstance";
const GROUP = "DescribeSecurityGroupsResponseBodySecurityGroupsSecurityGroup";

/** What a machine in the sandbox is told apart by; everything else of it is hardware, images, billing and features. */
const OF_MACHINE = [
  ...["InstanceId", "InstanceName", "HostName", "RegionId", "ZoneId", "Status", "InstanceNetworkType", "Description"],
  ...["SecurityGroupIds", "VpcAttributes", "PublicIpAddress", "InnerIpAddress"],
];

export const absentAtAlibabaEcs = listed({
  "of hardware, images, billing and features, which no machine has here": {
    [MACHINE]: Object.keys(ecs.types[MACHINE])
      .filter((name) => !OF_MACHINE.includes(name))
      .join(" "),
  },
  "of counts that were not asked for, and of groups that a service of the vendor manages": {
    [GROUP]: "AvailableInstanceAmount EcsCount GroupToGroupRuleCount RuleCount ServiceID",
  },
  "of snapshots of groups, which nobody has set": {
    DescribeSecurityGroupAttributeResponseBody: "SnapshotPolicyIds",
  },
});
