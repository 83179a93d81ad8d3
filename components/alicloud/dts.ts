import * as pulumi from "@pulumi/pulumi";
import { cloudOf } from "../../model/spec";
import { ReplicationTask } from "../../provider/sdk";
import type { EngineKit } from "../kits/contracts";
import { marksOf } from "../shared/options";
import { taskArgs } from "../shared/taskArgs";

/**
 * Alibaba DTS: the task is configured here, and bought only when it runs. It connects to both instances from the same
 * ranges, which the service reports before a task exists.
 */
export const alibabaDts: EngineKit = {
  home: ({ target }) => (cloudOf(target) === "alicloud" ? "target" : "source"),

  task(building, route) {
    const { taskName: name, ...args } = taskArgs(building, route);
    const task = new ReplicationTask(
      `${building.name}-task`,
      {
        ...args,
        name,
        engine: "alibaba-dts",
        path: building.spec.path,
        ...marksOf(building.temporary),
      },
      { parent: building.parent },
    );
    return { taskId: task.taskId, egress: pulumi.output(task.egressCidrs) };
  },
};
