import type { Action } from "./action";
import { describeDBInstanceIPArrayList, modifySecurityIps } from "./actions/allowlist";
import { describeBackupPolicy, describeBackupTasks } from "./actions/backups";
import { describeAccounts, describeParameters, modifyParameter } from "./actions/database";
import { describeDBInstanceAttribute, describeDBInstances } from "./actions/instances";
import {
  allocateInstancePublicConnection,
  describeDBInstanceNetInfo,
  modifyDBInstanceConnectionString,
  releaseInstancePublicConnection,
} from "./actions/network";
import { listTagResources, tagResources, untagResources } from "./actions/tags";

/** The actions of RDS 2014-08-15 that the sandbox simulates. */
export const ACTIONS: Record<string, Action> = {
  AllocateInstancePublicConnection: allocateInstancePublicConnection,
  DescribeAccounts: describeAccounts,
  DescribeBackupPolicy: describeBackupPolicy,
  DescribeBackupTasks: describeBackupTasks,
  DescribeDBInstanceAttribute: describeDBInstanceAttribute,
  DescribeDBInstanceIPArrayList: describeDBInstanceIPArrayList,
  DescribeDBInstanceNetInfo: describeDBInstanceNetInfo,
  DescribeDBInstances: describeDBInstances,
  DescribeParameters: describeParameters,
  ListTagResources: listTagResources,
  ModifyDBInstanceConnectionString: modifyDBInstanceConnectionString,
  ModifyParameter: modifyParameter,
  ModifySecurityIps: modifySecurityIps,
  ReleaseInstancePublicConnection: releaseInstancePublicConnection,
  TagResources: tagResources,
  UntagResources: untagResources,
};
