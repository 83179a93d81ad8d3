import type { Verdicts } from "../verdicts";

/** How the sandbox treats each request field of TencentDB for MySQL. */
export const CDB_VERDICTS: Verdicts = {
  CloseWanServiceRequest: { must: "InstanceId", refused: "OpResourceId" },
  OpenWanServiceRequest: { must: "InstanceId", refused: "OpResourceId" },
  DescribeAsyncRequestInfoRequest: { must: "AsyncRequestId" },
  DescribeBackupConfigRequest: { must: "InstanceId" },
  DescribeDBInstanceConfigRequest: { must: "InstanceId" },
  DescribeDBSecurityGroupsRequest: { must: "InstanceId", idle: "ForReadonlyInstance", refused: "OpResourceId" },
  DescribeInstanceParamsRequest: { must: "InstanceId" },
  DescribeDBInstancesRequest: {
    implemented:
      "Offset Limit InstanceIds InstanceNames Status TaskStatus Vips EngineVersions UniqueVpcIds UniqSubnetIds InstanceTypes " +
      "SecurityGroupId WithSecurityGroup OrderBy OrderDirection",
    // Every instance here is initialised, outside exclusive clusters, without a disaster recovery instance, and in the
    // default project.
    idle: "WithExCluster WithDr WithRo WithMaster QueryClusterInfo",
    refused:
      "ProjectId PayTypes VpcIds ZoneIds SubnetIds CdbErrors ExClusterId InitFlag DeployGroupIds TagKeysForSearch CageIds TagValues Tags " +
      "ProxyVips ProxyIds EngineTypes",
  },
  Tag: { refused: "Key Value" },
};
