import { cloudOf, settingsOf } from "../../model/spec";
import type { EngineKit } from "../kits/contracts";
import { onlyBlock } from "../shared/options";
import { taskArgs } from "../shared/taskArgs";
import { HuaweicloudDrsTask } from "./drsTask";

/** Huawei DRS: the task runs in the network of the side that is on Huawei Cloud. */
export const drs: EngineKit = {
  home: ({ target }) => (cloudOf(target) === "huaweicloud" ? "target" : "source"),

  callers: () => 1,

  task(building, route) {
    const { parent, name, spec, temporary } = building;
    const task = new HuaweicloudDrsTask(
      `${name}-task`,
      {
        ...temporary,
        ...taskArgs(building, route),
        path: spec.path,
        ...(route.publicAddress ? { eip: route.publicAddress } : {}),
        ...settingsOf(spec, "drs"),
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
