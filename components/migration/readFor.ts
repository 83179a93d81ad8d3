import * as pulumi from "@pulumi/pulumi";
import type { Migration } from "../../model/spec";
import { taskInState } from "./tracked";

/** From which task an address was read is not in the state: where another task has taken its place, a person has to read again. */
export async function tellReadFor(
  text: pulumi.Output<string>,
  taskId: pulumi.Output<string>,
  { name }: Migration,
  resource: pulumi.Resource,
): Promise<void> {
  const before = await taskInState(name);
  void pulumi.all([text, taskId]).apply(([said, now]) => {
    if (before === undefined || before === now) return pulumi.log.info(said, resource);
    return pulumi.log.warn(
      `the task ${before} was replaced by ${now}, which has another address. ${said}. Otherwise correct it, and run the phase prepare again before migrate`,
      resource,
    );
  });
}
