import { Mover } from "../../mover/mover";
import type { MoverServers } from "../../mover/servers";
import type { KeyRing } from "../../world/keyRing";
import type { AlicloudWorld } from "../facts";
import { type Listening, listen } from "../listen";
import { blocksOf } from "./addresses";
import { createDtsInstance } from "./buying";
import { configureDtsJob, modifyDtsJobName, modifyDtsJobPassword } from "./configuring";
import { Dts, type DtsAction } from "./dts";
import { refused } from "./errors";
import type { TaskMover } from "./job";
import { NOT_IMPLEMENTED } from "./notImplemented";
import type { RunPrecheck } from "./precheck/run";
import { describePreCheckStatus, skipPreCheck } from "./prechecks";
import { describeDTSIP, describeDtsJobDetail, describeDtsJobs, describeDtsServiceLog, whiteIpList } from "./reading";
import { deleteDtsJob, resetDtsJob, startDtsJob, startDtsJobs, stopDtsJob, suspendDtsJob } from "./running";
import { listTagResources, tagResources, untagResources } from "./tags";
import { describeDataCheckTableDetails } from "./verification/details";

const ACTIONS: Readonly<Record<string, DtsAction>> = {
  ConfigureDtsJob: configureDtsJob,
  CreateDtsInstance: createDtsInstance,
  DeleteDtsJob: deleteDtsJob,
  DescribeDTSIP: describeDTSIP,
  DescribeDataCheckTableDetails: describeDataCheckTableDetails,
  DescribeDtsJobDetail: describeDtsJobDetail,
  DescribeDtsJobs: describeDtsJobs,
  DescribeDtsServiceLog: describeDtsServiceLog,
  DescribePreCheckStatus: describePreCheckStatus,
  ListTagResources: listTagResources,
  ModifyDtsJobName: modifyDtsJobName,
  ModifyDtsJobPassword: modifyDtsJobPassword,
  ResetDtsJob: resetDtsJob,
  SkipPreCheck: skipPreCheck,
  StartDtsJob: startDtsJob,
  StartDtsJobs: startDtsJobs,
  StopDtsJob: stopDtsJob,
  SuspendDtsJob: suspendDtsJob,
  TagResources: tagResources,
  UntagResources: untagResources,
  WhiteIpList: whiteIpList,
};

/**
 * The actions of DTS 2020-01-01 that the sandbox simulates. Nearly each has a region parameter, which must be a known region.
 */
export const DTS_ACTIONS: Readonly<Record<string, DtsAction>> = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, { parameters, withoutRegion, run }]) => {
    const checked: DtsAction["run"] = (given, dts) => {
      const region = given.get("RegionId");
      if (region !== undefined && !blocksOf(region, "vpc")) throw refused.value("RegionId");
      return run(given, dts);
    };
    return [name, { parameters: withoutRegion ? parameters : { RegionId: "?", ...parameters }, run: checked }];
  }),
);

export interface Moving {
  /** What the movers need from the real servers; without it no task can start. */
  servers?: MoverServers;
  /** Replaces the real mover, for isolated tests of this service. */
  createMover?: (id: string) => TaskMover;
  /** Likewise replaces the precheck, which inspects real servers. */
  runPrecheck?: RunPrecheck;
}

/** DTS (RPC, version 2020-01-01), whose tasks move data between the real servers. */
export async function startDts(world: AlicloudWorld, keys: KeyRing, moving: Moving): Promise<Listening> {
  const servers = moving.servers ?? {
    setReplicationFilter: () => Promise.reject(new Error("this sandbox has no servers to migrate between")),
  };
  const dts = new Dts(world, moving.createMover ?? ((id) => new Mover(id, world, servers)), moving.runPrecheck);
  const { url, close } = await listen(
    keys,
    {
      code: "Dts",
      version: "2020-01-01",
      host: "dts.aliyuncs.com",
      actions: DTS_ACTIONS,
      notImplemented: NOT_IMPLEMENTED,
      run: (action, parameters) => DTS_ACTIONS[action]!.run(parameters, dts),
    },
    world,
  );
  return {
    url,
    async close() {
      await close();
      await dts.close();
    },
  };
}
