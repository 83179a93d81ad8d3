import * as pulumi from "@pulumi/pulumi";
import { cloudOf } from "../../model/spec";
import { ReplicationTask } from "../../provider/sdk";
import type { EngineKit } from "../kits/contracts";
import { marksOf } from "../shared/options";
import { refusal } from "../shared/refusal";
import { taskArgs } from "../shared/taskArgs";

/**
 * Alibaba DTS: the task is configured here, and bought only when it runs. The service reports the ranges that it connects
 * from before a task exists: those of its own network, and others for a source that it reaches over the internet.
 */
export const alibabaDts: EngineKit = {
  home: ({ target }) => (cloudOf(target) === "alicloud" ? "target" : "source"),

  task(building, route) {
    const { taskName: name, ...args } = taskArgs(building, route);
    const { path } = building.spec;
    const task = new ReplicationTask(
      `${building.name}-task`,
      {
        ...args,
        name,
        engine: "alibaba-dts",
        path,
        ...marksOf(building.temporary),
      },
      { parent: building.parent },
    );
    const inside = () => task.targetCidrs.apply((blocks) => blocks ?? unlisted(building.name));
    return {
      taskId: task.taskId,
      egress: pulumi.output(task.egressCidrs),
      ...(path === "public" ? { local: inside() } : {}),
    };
  },
};

function unlisted(name: string): never {
  throw refusal(
    `${name}-task: the state has no ranges from which the task connects to its target; needed: those that the service lists for its own network; run pulumi refresh, which reads them`,
  );
}
