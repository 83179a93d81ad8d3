import * as pulumi from "@pulumi/pulumi";
import { markFor, tagsFor } from "../../model/expiry";
import { taskName } from "../../model/names";
import { cloudOf, readOnlyTarget } from "../../model/spec";
import { ReplicationTask } from "../../provider/sdk";
import type { EngineKit } from "../kits/contracts";
import { mapped } from "../shared/options";

/**
 * Alibaba DTS: the task is configured here, and bought only when it runs. It calls both instances from the same ranges, which the service
 * tells before there is a task.
 */
export const alibabaDts: EngineKit = {
  home: ({ target }) => (cloudOf(target) === "alicloud" ? "target" : "source"),

  task({ parent, name, spec, temporary, ownership, adopt }, { source, target }) {
    const { migration, owner } = temporary;
    const expires = new Date(temporary.expires);
    const task = new ReplicationTask(
      `${name}-task`,
      {
        name: taskName(spec.name),
        engine: "alibaba-dts",
        path: spec.path,
        mode: spec.mode,
        source,
        target,
        targetReadOnly: readOnlyTarget(spec),
        description: mapped(ownership, (by) => markFor(migration, expires, by)),
        tags: mapped(ownership, (by) => tagsFor(migration, expires, owner, by)),
        ...(adopt["task"] ? { adopt: adopt["task"] } : {}),
        whenLive: spec.protectLiveTask ? "refuse" : "end",
      },
      { parent },
    );
    return { taskId: task.taskId, egress: pulumi.output(task.egressCidrs) };
  },
};
