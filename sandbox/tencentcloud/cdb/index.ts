import { REGIONS } from "../../../model/clouds";
import { completed } from "../complete";
import type { TencentcloudWorld } from "../facts";
import type { Service } from "../service";
import model from "../wire/cdb.json";
import { describeDBInstances } from "./instances";
import { AsyncRequests, closeWanService, describeDBSecurityGroups, openWanService } from "./network";
import { OTHER_CDB_ACTIONS } from "./others";
import { describeBackupConfig, describeDBInstanceConfig, describeInstanceParams } from "./settings";
import { CDB_VERDICTS } from "./verdicts";

/** TencentDB for MySQL, as far as a migration needs it for its source or target. */
export function cdbService(world: TencentcloudWorld, closing: AbortSignal): Service {
  const requests = new AsyncRequests(world, closing);
  return completed({
    name: "cdb",
    version: "2017-03-20",
    model,
    verdicts: CDB_VERDICTS,
    others: OTHER_CDB_ACTIONS,
    regions: REGIONS.tencentcloud,
    actions: {
      CloseWanService: closeWanService(world, requests),
      DescribeAsyncRequestInfo: requests.describe,
      DescribeBackupConfig: describeBackupConfig(world),
      DescribeDBInstanceConfig: describeDBInstanceConfig(world),
      DescribeDBInstances: describeDBInstances(world),
      DescribeDBSecurityGroups: describeDBSecurityGroups(world),
      DescribeInstanceParams: describeInstanceParams(world),
      OpenWanService: openWanService(world, requests),
    },
  });
}
