import { taskName } from "../../model/names";
import { cloudOf, readOnlyTarget, settingsOf } from "../../model/spec";
import type { EngineKit } from "../kits/contracts";
import { onlyBlock } from "../shared/options";
import { HuaweicloudDrsTask } from "./drsTask";

/** Huawei DRS: the task runs in the network of the side that is on Huawei Cloud. */
export const drs: EngineKit = {
  home: ({ target }) => (cloudOf(target) === "huaweicloud" ? "target" : "source"),

  task({ parent, name, spec, temporary, adopt }, { source, target, publicAddress }) {
    const task = new HuaweicloudDrsTask(
      `${name}-task`,
      {
        ...temporary,
        taskName: taskName(spec.name),
        path: spec.path,
        mode: spec.mode,
        source,
        target,
        ...(publicAddress ? { eip: publicAddress } : {}),
        ...settingsOf(spec, "drs"),
        targetReadOnly: readOnlyTarget(spec),
        ...(adopt["task"] ? { adopt: adopt["task"] } : {}),
        whenLive: spec.protectLiveTask ? "refuse" : "end",
      },
      { parent },
    );
    return {
      taskId: task.taskId,
      // DRS connects from one address, public or private.
      egress: [task.egressCidrs.apply((blocks) => onlyBlock(`${name}-task`, blocks))],
      local: [task.privateIp],
    };
  },
};
