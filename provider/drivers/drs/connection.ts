import type { Path } from "../../../model/scenario";
import type { Side } from "../../../model/side";
import type { ConnectionTest } from "../../core/driver";
import type { Login, Settings } from "../../core/taskSpec";
import type { DrsClient } from "./client";
import { direction, NET_TYPES, SIDES, wireLogin } from "./endpoints";
import { obstacleOf } from "./obstacles";
import { TASK_TYPES } from "./tasks";
import type { ActionResult } from "./wire";

/** Runs the task's own connection test of one side once; the reason is the vendor's. */
export async function testConnection(
  client: DrsClient,
  id: string,
  side: Side,
  login: Login,
  path: Path,
): Promise<ConnectionTest> {
  const { security_group_id: _, ...endpoint } = wireLogin(login, client.huawei.projectId);
  const job = { id, net_type: NET_TYPES[path], end_point_type: SIDES[side], ...endpoint };
  const results = await client.batch<ActionResult>(
    `testing the connection of task ${id} to the ${side}`,
    "batch-connection",
    {
      jobs: [job],
    },
  );
  const result = results[0];
  if (result?.success === true) return { ok: true };
  const code = result?.error_code ?? "";
  const text =
    result?.error_msg ??
    result?.error_message ??
    (result ? `status ${result.status}` : "the response contains no result");
  return { ok: false, code, text, cause: obstacleOf(code, text) };
}

/** Stores endpoints and logins in the task. */
export async function configure(client: DrsClient, id: string, settings: Settings): Promise<void> {
  const { projectId } = client.huawei;
  await client.one(
    `configuring task ${id}`,
    "batch-modification",
    {
      jobs: [
        {
          job_id: id,
          name: settings.name,
          description: settings.description,
          task_type: TASK_TYPES[settings.mode],
          source_endpoint: wireLogin(settings.source, projectId),
          target_endpoint: wireLogin(settings.target, projectId),
          engine_type: "mysql",
          net_type: NET_TYPES[settings.path],
          store_db_info: true,
          is_recreate: false,
          job_direction: direction(settings.source, settings.target) ?? "up",
          is_target_readonly: settings.targetReadOnly,
          replace_definer: !settings.keepDefiner,
          db_use_type: "migration",
        },
      ],
    },
    { method: "PUT" },
  );
}

export async function changePassword(client: DrsClient, id: string, side: Side, password: string): Promise<void> {
  await client.one(
    `changing the ${side} password of task ${id}`,
    "batch-modify-pwd",
    {
      jobs: [{ job_id: id, end_point_type: SIDES[side], db_password: password }],
    },
    { method: "PUT" },
  );
}
