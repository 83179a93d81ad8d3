import type { Side } from "../../../model/side";
import { makePassword } from "../../../mysql/accounts/newPassword";
import { AlicloudError } from "../../clouds/alicloud/client";
import type { EndAnswer } from "../../core/driver";
import type { TaskInfo } from "../../core/task";
import type { Login } from "../../core/taskSpec";
import { type DtsClient, isGone } from "./client";
import { vendorState } from "./states";
import { row } from "./tasks";

/** Runs the precheck and, when it passes, everything that follows; resumes a suspended or failed task. */
export async function start(client: DtsClient, id: string, doing = `starting the task ${id}`): Promise<void> {
  await client.call("StartDtsJob", doing, { query: { DtsJobId: id } });
}

export async function pause(client: DtsClient, id: string): Promise<void> {
  await client.call("SuspendDtsJob", `pausing the task ${id}`, { query: { DtsJobId: id } });
}

/**
 * The service refuses, with the same message, a password that it already has (as after a killed run) and one that it
 * cannot use. Setting a third password in between distinguishes the two.
 */
export async function changePassword(
  client: DtsClient,
  id: string,
  side: Side,
  { user, password }: Pick<Login, "user" | "password">,
): Promise<void> {
  const set = (given: string) =>
    client.call("ModifyDtsJobPassword", `changing the ${side} password of the task ${id}`, {
      query: { DtsJobId: id, Endpoint: side === "source" ? "src" : "dest", UserName: user, Password: given },
    });
  try {
    await set(password);
  } catch (error) {
    if (!(error instanceof AlicloudError && isPasswordRefused(error))) throw error;
    await set(makePassword());
    await set(password);
  }
}

function isPasswordRefused({ code, reason }: AlicloudError): boolean {
  return /^InvalidParameter|^InvalidPassword|^Password/.test(code) && /password/i.test(`${code} ${reason}`);
}

/**
 * A task that never ran is released immediately; any other is stopped as it is. One that is already gone counts as
 * ended.
 */
export async function end(client: DtsClient, { id, state, started }: TaskInfo): Promise<EndAnswer> {
  if (state === "ended") return { taken: true };
  if (!started && state === "configuring") {
    await release(client, id);
    return { taken: true };
  }
  try {
    await client.call("StopDtsJob", `ending the task ${id}`, { query: { DtsJobId: id } });
    return { taken: true };
  } catch (error) {
    if (isGone(error)) return { taken: true };
    if (error instanceof AlicloudError && /Status/.test(error.code))
      return { taken: false, why: "state", text: error.message };
    throw error;
  }
}

/** Releases an ended task: once the service no longer knows it, nothing of it is billed. */
export async function deleteRecord(
  client: DtsClient,
  { id, vendorState: seen }: TaskInfo,
  isAsked = false,
): Promise<string | undefined> {
  if (!isAsked) {
    await release(client, id);
    return seen || "no state";
  }
  const job = await row(client, id);
  return job && (vendorState(job) || "no state");
}

async function release(client: DtsClient, id: string): Promise<void> {
  try {
    await client.call("DeleteDtsJob", `releasing the task ${id}`, { query: { DtsJobId: id, JobType: "MIGRATION" } });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
